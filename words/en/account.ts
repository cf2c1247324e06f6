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
  done: {
    password: { heading: 'Your password was changed.', text: 'All other devices were signed out.' },
    factor: { heading: 'Your second step was changed.', text: 'We sent a note to your email.' },
    devices: { heading: 'Done.', text: 'Those devices are signed out.' },
  },
  newPassword: { title: 'Change your password', heading: 'Change your password', lede: 'All other devices are signed out then.', button: 'Change password' },
  newApp: { title: 'Add an app', back: 'Back to Account' },
  newPasskey: { title: 'Add a passkey', heading: 'Add a passkey', lede: 'Press the button. Your phone or computer asks for your face, your finger or your PIN.', button: 'Make my passkey', noScript: 'A passkey needs a newer browser with scripts on.', noMatch: 'That did not work. Try again.', back: 'Back to Account' },
} as const
