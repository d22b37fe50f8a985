import { expect, type Page } from '@playwright/test'

/** Complaints of the browser that a test provokes on purpose, by a pattern each. */
export type Silence = { except: RegExp[] }

/** Listens to what the browser complains about; the function it answers fails if there was anything but the exceptions. */
export function expectSilence(page: Page, silence: Silence): () => void {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} (${page.url()})`)
  })
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  return () => {
    const unexpected = complaints.filter((complaint) => !silence.except.some((pattern) => pattern.test(complaint)))
    expect(unexpected, 'errors and warnings in the browser’s console').toEqual([])
  }
}
