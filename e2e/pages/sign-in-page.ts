import type { Page } from '@playwright/test'

/** The sign-in page, and the same form in the dialog that asks for it anew. */
export function signInPage(page: Page) {
  const email = page.getByLabel('Email')
  const password = page.getByLabel('Password')
  const submit = page.getByRole('button', { name: 'Sign in' })
  return {
    email,
    password,
    submit,
    heading: page.getByRole('heading', { name: 'Sign in', level: 1 }),
    async signIn(as: { email: string; password: string }) {
      await email.fill(as.email)
      await password.fill(as.password)
      await submit.click()
    },
  }
}
