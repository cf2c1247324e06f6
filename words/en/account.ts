// What does the account page say, and the pages for codes, passkeys, apps and devices?

/** A browser's own long name, shortened to what a person knows it by: "Chrome on Windows". */
export function deviceWords(agent: string): string {
  const browser = /Edg\//.test(agent) ? 'Edge' : /OPR\//.test(agent) ? 'Opera' : /SamsungBrowser/.test(agent) ? 'Samsung Internet' : /Firefox\/|FxiOS/.test(agent) ? 'Firefox' : /Chrome\/|CriOS/.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : null
  const system = /iPhone/.test(agent) ? 'iPhone' : /iPad/.test(agent) ? 'iPad' : /Android/.test(agent) ? 'Android' : /Windows/.test(agent) ? 'Windows' : /Mac OS X|Macintosh/.test(agent) ? 'Mac' : /CrOS/.test(agent) ? 'Chromebook' : /Linux/.test(agent) ? 'Linux' : null
  if (browser === null && system === null) return 'A device we can’t name'
  if (browser === null) return `A browser on ${system}`
  return system === null ? browser : `${browser} on ${system}`
}

export const account = {
  title: 'Account and sign-in',
  heading: 'Account and sign-in',
  name: 'Name',
  email: 'Email',
  password: 'Password',
  passwordSet: (when: string): string => `Set on ${when}`,
  changePassword: 'Change password',
  nameFrom: 'Your name comes from your hospital. Tell them if it is wrong.',
  steps: {
    heading: 'Your second step',
    lede: 'After your password we ask for one of these.',
    app: 'Code from an app',
    passkey: (agent: string): string => `Passkey made with ${agent}`,
    added: (when: string): string => `Added ${when}`,
    used: (when: string): string => `last used ${when}`,
    remove: 'Remove',
    text: (phone: string): string => `Codes by text to ${phone}`,
    restricted: 'A text is less safe: phone numbers can be stolen. An app or a passkey is safer.',
    addText: 'Add a phone for texts',
    addApp: 'Add an app',
    addPasskey: 'Add a passkey',
  },
  codes: {
    heading: 'Recovery codes',
    left: (left: number): string => (left === 0 ? 'You have no codes left. Make new ones now.' : left === 1 ? 'You have 1 code left. Make new ones soon.' : `You have ${left} codes left.`),
    make: 'Make 10 new codes',
    makeNote: 'The old ones stop working.',
    see: 'See your new codes',
  },
  devices: {
    heading: 'Where you are signed in',
    here: 'This device',
    since: (when: string): string => `Signed in ${when}`,
    used: (when: string): string => `used ${when}`,
    end: 'Sign out this device',
    endOthers: 'Sign out all other devices',
  },
  reach: {
    heading: 'How we reach you',
    email: 'Email you sign in with',
    second: 'Second email',
    none: 'None yet. Add one: then you hear of each change there too.',
    change: 'Change',
    add: 'Add a second email',
    remove: 'Remove',
    resting: (when: string): string => `New. It can reset your password from ${when} on.`,
    feed: 'Your hospital’s list never changes these.',
  },
  freeze: {
    heading: 'Did someone else get in?',
    text: 'Close your account at once. All devices are signed out, this one too. You open it again with your second step and a new password.',
    button: 'This was not me. Close my account',
  },
  more: {
    heading: 'More',
    details: 'My details, as my clinics have them',
    other: 'I have two accounts. Make them one',
  },
  contact: {
    title: { email: 'Change your email', 'second-email': 'Add a second email', phone: 'Codes by text' },
    heading: { email: 'Change the email you sign in with', 'second-email': 'Add a second email', phone: 'Get codes by text' },
    lede: {
      email: 'We send 6 numbers to the new email. Both emails are told. The old one can take the change back for a day or longer.',
      'second-email': 'We send 6 numbers to it. From then on it hears of each change of your account.',
      phone: 'We text 6 numbers to your phone. From then on a text can be your second step.',
    },
    label: { email: 'New email', 'second-email': 'Second email', phone: 'Phone number' },
    phoneHint: 'Any phone that gets texts. With a country code if it is not American.',
    warning: { heading: 'Less safe than an app', text: 'Someone can steal a phone number with one call to the phone company. A code from an app or a passkey is safer.', other: 'Add an app instead', passkey: 'Add a passkey instead' },
    button: 'Send me 6 numbers',
    notUsable: { email: 'Check the email address. It needs an @ sign, like rosa@example.com.', phone: 'Check the phone number. We can’t text this one.' },
    sent: { title: 'Type the 6 numbers', heading: 'Type the 6 numbers', lede: (to: string): string => `We sent them to ${to}.`, label: 'The 6 numbers', button: 'Continue', again: 'Change it, or send again', noMatch: 'Those numbers do not match. Use the newest message. After 5 tries ask for new numbers.', missing: 'Type the 6 numbers.', taken: 'That email signs in to another account. Is it yours too? Go back and join the two.' },
    back: 'Back to Account',
  },
  done: {
    joined: { heading: 'They are one account now.', text: 'We told both emails. A link in that mail takes it back for 3 days.' },
    contact: { heading: 'Done.', text: 'We told all your emails, the old one too.' },
    password: { heading: 'Your password was changed.', text: 'All other devices were signed out.' },
    factor: { heading: 'Your second step was changed.', text: 'We sent a note to all your emails.' },
    devices: { heading: 'Done.', text: 'Those devices are signed out.' },
  },
  newPassword: { title: 'Change your password', heading: 'Change your password', lede: 'All other devices are signed out then.', button: 'Change password' },
  newApp: { title: 'Add an app', back: 'Back to Account' },
  newPasskey: { title: 'Add a passkey', heading: 'Add a passkey', lede: 'Press the button. Your phone or computer asks for your face, your finger or your PIN.', button: 'Make my passkey', noScript: 'A passkey needs a newer browser with scripts on.', noMatch: 'That did not work. Try again.', back: 'Back to Account' },
} as const
