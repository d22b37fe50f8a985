/** The password of every demo account, unless another one is given. */
export const defaultDemoPassword = 'pomona-demo'
