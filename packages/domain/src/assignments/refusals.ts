/** Why an assignment reaches somebody and still cannot be carried out: what is in the way, and what to do (P14, P16, P17, P27). */
export const refusalReasons = {
  notDeviceAssignable: 'Apple does not license this app to devices. Choose User licensing for the assignment.',
  noSerialNumber:
    'The device hides its serial number, so it cannot hold a device license. Choose User licensing for the assignment.',
  noPrimaryUser:
    'User licensing needs a primary user, and the device has none. Choose Device licensing, or give the device a primary user.',
  kioskUserLicense: 'A kiosk device never gets a user license. Choose Device licensing for the assignment.',
  moreThanFiveDevices:
    'The person has more than five devices, and a user license serves five of them. Choose Device licensing, or take the person off a device that is not in use.',
  noDevice:
    'The person has no device that could hold a device license. Choose User licensing, or make the person the primary user of a device.',
  unenrolled: 'The device is no longer enrolled, so it gets nothing. Enroll it again, or delete it.',
  booksAreForPeople:
    'A book is licensed to people, never to devices. Assign it to users or user groups, with User licensing.',
  booksAreNotUninstalled:
    'A book stays with whoever has it and cannot be uninstalled. Delete the assignment, or make it Available or Required.',
} as const
export type RefusalReason = keyof typeof refusalReasons
