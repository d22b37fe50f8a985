import type { FakeApple, LocationView } from '@pomona/apple-vpp/fake'
import { Router } from 'express'
import { escape, htmlPage } from '../html.ts'

/** A page for people: which locations there are, and their token files to download. */
export function homeRoutes({ fake }: { fake: FakeApple }): Router {
  const router = Router()
  router.get('/', (_request, response) => {
    response.type('html').send(page(fake))
  })
  return router
}

const locationsShown = 50
const iconsShown = 14

const style = `
  :root { color-scheme: light dark; --line: light-dark(#e3e3e6, #3a3a3d); --quiet: light-dark(#5f6066, #a9aab0) }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 860px; margin: 48px auto; padding: 0 20px }
  h1 { font-size: 26px; margin: 0 } h2 { font-size: 18px; margin: 0 }
  p { margin: 4px 0; color: var(--quiet) }
  section { border: 1px solid var(--line); border-radius: 14px; padding: 18px 20px; margin: 20px 0 }
  .icons { display: flex; flex-wrap: wrap; gap: 10px; margin: 14px 0 }
  .icons img { width: 40px; height: 40px }
  a { color: light-dark(#1c6b3a, #7cd69a) } a.download { font-weight: 600 }
  code { font-size: 13px }
`

function page(fake: FakeApple): string {
  const locations = fake.locations()
  const more = locations.length - locationsShown
  const body = `<h1>Mock Apple</h1>
<p>A stand-in for Apple’s App and Book Management API. Everything here is invented.</p>
${locations
  .slice(0, locationsShown)
  .map((location) => section(fake, location))
  .join('\n')}
${locations.length === 0 ? '<p>There is no location. Make one with <code>POST /_mock/locations</code>.</p>' : ''}
${more > 0 ? `<p>And ${more} more: <a href="/_mock/locations">all of them as JSON</a>.</p>` : ''}
<p><a href="/mdm/v2/service/config">Service config</a> · <a href="/_mock/requests">Latest requests</a></p>`
  return htmlPage({ title: 'Mock Apple', style, body })
}

function section(fake: FakeApple, location: LocationView): string {
  const { uId, locationName, orgName, countryISO2ACode, accountType, tokens, mdmInfo, assetCount } = location
  const token = tokens.at(-1)
  const icons = fake
    .assetsOf(uId)
    .slice(0, iconsShown)
    .map(({ adamId }) => {
      const name = escape(fake.catalogItem(adamId)?.name ?? adamId)
      return `<img src="/artwork/${escape(adamId)}/128x128bb.png" alt="${name}" title="${name}" loading="lazy">`
    })
  const program = accountType === 'education' ? 'Education' : 'Business'
  return `<section>
<h2>${escape(locationName)}</h2>
<p>${escape(orgName)} · ${program} · ${escape(countryISO2ACode)} · ${assetCount} apps and books · ${mdmInfo ? `claimed by ${escape(mdmInfo.name)}` : 'not claimed by any MDM'}</p>
<div class="icons">${icons.join('')}</div>
<p><a class="download" href="/_mock/locations/${escape(uId)}/token-file">Download the token file</a> (${escape(token?.state ?? '')}, ends ${escape(token?.expiresAt.slice(0, 10) ?? '')})</p>
<p><a href="/_mock/locations/${escape(uId)}/assets">Assets</a> · <a href="/_mock/locations/${escape(uId)}/assignments">Assignments</a> · <a href="/_mock/locations/${escape(uId)}/users">Users</a> · <code>${escape(uId)}</code></p>
</section>`
}
