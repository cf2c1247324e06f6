// What do the pages of staff say: the frame, the way in, where they work, and what waits for them?

const tries = (left: number): string => (left === 0 ? 'That was the last try. Wait 15 minutes, then try again.' : left === 1 ? 'You can try 1 more time.' : `You can try ${left} more times.`)

export const staffFrame = {
  kind: 'Staff',
  public: 'Staff sign-in',
  kept: 'Your name, the time and your reason are kept. The patient can see them.',
  helps: (phone: string): string => (phone === '' ? 'Ask your administrator.' : `Ask your administrator, or call ${phone}.`),
  you: (name: string, role: string): string => `${name}, ${role.toLowerCase()}`,
  signOut: 'Sign out',
  where: 'Change place',
  skip: 'Skip to the page',
  goHome: 'Go to your start page',
  goSignIn: 'Go to the staff sign-in page',
  nav: { start: 'Start', admin: 'Administration', people: 'Staff', trail: 'Who looked at whom', closures: 'Planned work' },
} as const

export const staffSignIn = {
  title: 'Staff sign-in',
  heading: 'Sign in to work',
  lede: 'Use your work email and your password. Patients sign in on another page.',
  email: 'Work email',
  password: 'Password',
  button: 'Continue',
  noMatch: 'That email and password do not match.',
  triesLeft: tries,
  ended: { heading: 'You are signed out.', text: 'You were away for a while, or your sign-in was ended. Sign in again to go on.' },
  asideLabel: 'Help with signing in',
  first: { heading: 'First time here?', text: 'Your administrator sends you a link by email. Start there.' },
  lost: { heading: 'Forgot your password, or lost your phone?', text: 'Your administrator can send you a new link in a minute.' },
  patient: { heading: 'Are you a patient?', link: 'Go to the patient sign-in' },
} as const

export const staffSecond = {
  title: 'Your second step',
  heading: 'Type the code from your app',
  headingPasskey: 'Use your passkey',
  headingNone: 'Your second step has ended',
  lede: 'Open the app on your phone. Type the 6 numbers it shows now.',
  ledePasskey: 'Use what unlocks your phone or computer: your face, your finger or a PIN.',
  ledeNone: 'An administrator ended it. Look in your work email for the new link.',
  passkey: 'Use your passkey',
  noScript: 'A passkey needs a browser with scripts on. You can use a recovery code below.',
  other: 'Other ways',
  recovery: 'Use a recovery code',
  app: 'Use a code from your app',
  again: 'Start again with another email',
  recoveryTitle: 'Use a recovery code',
  recoveryHeading: 'Type a recovery code',
  recoveryLede: 'It is on the list you kept when you set up your sign-in.',
  noCodes: { heading: 'No codes left?', text: 'Ask your administrator for a new link.' },
} as const

export const staffStepUp = {
  title: 'One more step',
  heading: 'Show your second step again',
  lede: 'This change matters, so we ask once more.',
} as const

export const staffLeft = {
  title: 'You are signed out',
  heading: 'You are signed out',
  lede: 'Nothing of your work stays open in this browser.',
  again: 'Sign in again',
} as const

export const staffWhere = {
  title: 'Where are you working?',
  heading: 'Where are you working now?',
  lede: 'You see only the people of the place you choose.',
  here: 'You are here now',
  go: (name: string): string => `Work at ${name}`,
} as const

export const staffStart = {
  title: 'Start',
  heading: (name: string): string => `Good to see you, ${name}`,
  at: (organization: string, roles: string): string => `You are working at ${organization}. Here you are: ${roles}.`,
  waiting: 'Waiting for you',
  none: 'Nothing waits for you right now.',
  nobody: 'No list is kept for your role yet.',
  things: (count: number): string => (count === 0 ? 'Nothing needs a look.' : count === 1 ? '1 thing needs a look.' : `${count} things need a look.`),
  own: 'Your sign-in',
  codes: 'See your new recovery codes',
  newCodes: 'Make 10 new recovery codes',
  codesLeft: (left: number): string => (left === 0 ? 'You have no recovery codes left. Make new ones now.' : left === 1 ? 'You have 1 recovery code left.' : `You have ${left} recovery codes left.`),
  rules: { heading: 'When you open a record', points: ['Open it only for your work.', 'Your name and your reason are kept, and the patient sees them.', 'Sign out when you leave the screen.'] },
} as const

export const staffWelcome = {
  go: 'Continue',
  other: 'Choose something else',
  waiting: {
    title: 'Set up your staff sign-in',
    heading: (name: string): string => `Welcome, ${name}`,
    lede: (site: string): string => `${site} has added you as staff.`,
    what: 'You choose a password and a second step. It takes about 3 minutes. Have your phone at hand.',
    button: 'Yes, it is me. Go on',
    not: 'Is this not you? Then close this page and tell your administrator.',
  },
  gone: { title: 'This link no longer works', heading: 'This link no longer works', lede: 'It was used, it is older than 7 days, or a newer one was sent.', next: 'Look for the newest email, or ask your administrator for a new link.', signIn: 'I have a sign-in already' },
  password: { title: 'Choose a password', heading: 'Choose a password', lede: 'Use it only here. At least 12 letters, numbers or spaces. No other rules.' },
  second: {
    title: 'Choose your second step',
    heading: 'Choose your second step',
    lede: 'After your password we always ask for one of these.',
    legend: 'Your second step',
    passkey: { label: 'Passkey', tag: 'Safest', hint: 'Your face, your finger or a PIN on this device.' },
    app: { label: 'Code from an app', hint: 'An app on your phone shows 6 numbers. Works on every computer.' },
    missing: 'Choose one of the two.',
  },
  passkey: { title: 'Make a passkey', heading: 'Make a passkey', lede: 'Press the button. Your device asks for your face, your finger or your PIN.', button: 'Make my passkey', noScript: 'A passkey needs a newer browser with scripts on.', noMatch: 'That did not work. Try again, or choose an app.' },
} as const

export const staffCodes = {
  title: 'Your recovery codes',
  heading: 'Your 10 recovery codes',
  lede: 'Each one stands in for your phone 1 time. Keep them where only you can find them.',
  points: ['Print them, or write them down. Do not leave them at the desk.', 'If you lose them too, your administrator sends you a new link.'],
  button: 'I have them. Go on',
  gone: 'You have put your codes away. We can’t show them again.',
  toStart: 'Go to your start page',
} as const
