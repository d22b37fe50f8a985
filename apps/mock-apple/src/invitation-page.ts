import type { InvitationView } from '@pomona/apple-vpp/fake'
import { escape, htmlPage } from './html.ts'

/** What the page says: it asks, or it tells how the invitation stands. */
export type InvitationPage =
  | { kind: 'ask'; invitation: InvitationView; appleAccount: string; problem?: string }
  | { kind: 'accepted'; invitation: InvitationView }
  | { kind: 'later'; invitation: InvitationView; address: string }
  | { kind: 'ended' }

const style = `
  :root { color-scheme: light dark; --ground: light-dark(#f4f4f6, #111113); --card: light-dark(#fff, #1d1d20); --line: light-dark(#8a8b91, #8a8b91);
    --quiet: light-dark(#55565c, #b0b1b7); --brand: light-dark(#1c6b3a, #7cd69a); --on-brand: light-dark(#fff, #0c2415); --bad: light-dark(#a4262c, #ff9a9f) }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 20px; background: var(--ground); font: 17px/1.5 system-ui, sans-serif }
  main { width: 100%; max-width: 420px; background: var(--card); border-radius: 20px; padding: 32px 24px; box-shadow: 0 8px 30px #0000001f }
  .mark { width: 64px; height: 64px; border-radius: 16px; display: block; margin: 0 auto 20px }
  h1 { font-size: 24px; line-height: 1.25; margin: 0 0 12px; text-align: center; text-wrap: balance; overflow-wrap: anywhere }
  p { margin: 0 0 16px } .quiet { color: var(--quiet); font-size: 15px } .middle { text-align: center }
  label { display: block; font-weight: 600; margin: 24px 0 6px }
  input { width: 100%; font: inherit; padding: 11px 14px; border: 1px solid var(--line); border-radius: 12px; background: transparent; color: inherit }
  input[aria-invalid=true] { border-color: var(--bad) }
  .problem { color: var(--bad); font-size: 15px; margin: 6px 0 0 } .hint { margin: 6px 0 24px }
  button, .button { display: block; width: 100%; font: inherit; font-weight: 600; padding: 12px; border: 0; border-radius: 12px; cursor: pointer; text-align: center; text-decoration: none }
  .primary { background: var(--brand); color: var(--on-brand) } .plain { background: none; color: var(--brand); margin-top: 8px }
  :focus-visible { outline: 3px solid var(--brand); outline-offset: 2px }
`

const mark = `<svg class="mark" viewBox="0 0 64 64" aria-hidden="true"><rect width="64" height="64" rx="16" fill="#1c6b3a"/><g fill="#fff"><rect x="15" y="15" width="15" height="15" rx="4"/><rect x="34" y="15" width="15" height="15" rx="4" opacity=".7"/><rect x="15" y="34" width="15" height="15" rx="4" opacity=".7"/><path d="M36 42l5 5 9-10" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></g></svg>`

/** The page on which a person accepts to get apps and books from an organization. */
export function invitationPage(page: InvitationPage): string {
  const body = `<main>${mark}${bodyOf(page)}</main>`
  return htmlPage({ title: 'Apps and Books from your organization', style, body })
}

function bodyOf(page: InvitationPage): string {
  if (page.kind === 'ended') {
    return `<h1>This invitation has ended</h1>
<p class="middle">It was taken back, or the link is not complete. Ask your organization for a new invitation.</p>`
  }
  const name = escape(page.invitation.locationName)
  if (page.kind === 'accepted') {
    return `<h1>You get apps and books from ${name}</h1>
<p class="middle">Nothing is left to do. Apps and books for you are offered or installed on the devices where you use your Apple Account.</p>`
  }
  if (page.kind === 'later') {
    return `<h1>Nothing has changed</h1>
<p class="middle">Until you accept, ${name} cannot give you apps and books. The link that you opened stays good.</p>
<a class="button primary" href="${escape(page.address)}">Go back to the invitation</a>`
  }
  return askForm(page)
}

function askForm({ invitation, appleAccount, problem }: Extract<InvitationPage, { kind: 'ask' }>): string {
  const { locationName, email, mdmName } = invitation
  const name = escape(locationName)
  const through = mdmName === undefined ? '' : ` through ${escape(mdmName)}`
  const isFor = email === undefined ? '' : `<p class="quiet middle">The invitation is for ${escape(email)}.</p>`
  return `<h1>${name} wants to give you apps and books</h1>
<p class="middle">${name} buys them${through}. You use them with your Apple Account, and your organization does not see what else you have there.</p>
${isFor}
<form method="post">
<label for="appleAccount">Apple Account</label>
<input id="appleAccount" name="appleAccount" type="text" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" value="${escape(appleAccount)}" aria-describedby="hint${problem === undefined ? '' : ' problem'}"${problem === undefined ? '' : ' aria-invalid="true"'}>
${problem === undefined ? '' : `<p class="problem" id="problem" role="alert">${escape(problem)}</p>`}
<p class="quiet hint" id="hint">The one with which you are signed in to the App Store on your device. Everybody needs one of their own.</p>
<button class="primary" name="choice" value="accept">Accept</button>
<button class="plain" name="choice" value="later">Not now</button>
</form>`
}
