/** Bodies to start from, by method and path. */
export const examples: Record<string, unknown> = {
  'POST /api/v1/auth/sign-in': { email: 'admin@pomona.example', password: 'pomona-demo' },
  'POST /api/v1/tokens/inspect': { file: 'the text of the .vpptoken file' },
  'POST /api/v1/tokens': {
    file: 'the text of the .vpptoken file',
    appleId: 'apps@acme.example',
    countryOrRegion: 'US',
    automaticAppUpdates: true,
  },
  'PATCH /api/v1/tokens/:id': { automaticAppUpdates: false },
  'POST /api/v1/tokens/:id/country-preview': { countryOrRegion: 'DE' },
  'DELETE /api/v1/tokens/:id': { displayName: 'ACME Schools' },
  'POST /api/v1/tokens/:id/revoke-licenses': { displayName: 'ACME Schools' },
  'POST /api/v1/tokens/:id/renew': { file: 'the text of the newer .vpptoken file' },
  'PUT /api/v1/apps/:id/assignments': {
    assignments: [
      {
        target: { kind: 'group', groupId: '0199a4c2-7d3e-7f10-8a53-2f6f1f0c9b11' },
        intent: 'required',
        licenseType: 'device',
      },
    ],
  },
  'POST /api/v1/apps/:id/licenses/revoke': { serialNumbers: ['C02XK0AAJG5H'] },
  'POST /api/v1/drift/:appId/:kind/repair': { targets: [{ licenseType: 'device', target: 'C02XK0AAJG5H' }] },
  'POST /api/v1/groups': { displayName: 'Class 7', description: 'The iPads of class 7', kind: 'device' },
  'PATCH /api/v1/groups/:id': { displayName: 'Class 8' },
  'PUT /api/v1/groups/:id/members': { ids: ['0199a4c2-7d3e-7f10-8a53-2f6f1f0c9b11'] },
  'PATCH /api/v1/groups/:id/members': { addSerialNumbers: ['C02XK0AAJG5H', 'C02XK0ABJG5H'] },
  'POST /api/v1/users': {
    displayName: 'Ada Lovelace',
    email: 'ada@acme.example',
    managedAppleId: 'ada@appleid.acme.example',
  },
  'PATCH /api/v1/users/:id': { email: 'ada.king@acme.example' },
  'POST /api/v1/users/:id/invitations': { tokenId: '0199a4c2-7d3e-7f10-8a53-2f6f1f0c9b11' },
}
