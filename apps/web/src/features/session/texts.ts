export const texts = {
  title: 'Sign in',
  product: 'Pomona',
  tagline: 'Apple app and book licenses of your organization',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  busy: 'Signing in…',
  emailMissing: 'Enter your email address.',
  passwordMissing: 'Enter your password.',
  refused: 'The email address or the password is not right. Check both and try again.',
  throttled: (wait: string) => `Too many attempts. For safety, sign-in pauses here; try again ${wait}.`,
  throttledSoon: 'in a few minutes',
  throttledIn: (minutes: number) => (minutes === 1 ? 'in a minute' : `in ${minutes} minutes`),
  ended: {
    title: 'Your session has ended',
    text: 'Sign in again to go on. What you have entered on this page is still here.',
  },
  noConsole: {
    title: 'This account has no access to the console',
    text: 'The console is for administrators and the help desk. Ask your administrator if you need access.',
    signOut: 'Sign out',
  },
} as const
