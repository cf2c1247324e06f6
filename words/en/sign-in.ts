// What do the pages say on the way in and out: signing in, the second step, recovery codes, staying, leaving?

export const signIn = {
  tab: 'Sign in',
  tabLine: 'Your health record',
  skip: 'Skip to sign in',
  title: 'Sign in',
  heading: 'Sign in to your record',
  lede: 'Use the email and password you chose.',
  email: 'Email',
  password: 'Password',
  shared: 'This is a shared computer',
  sharedHint: 'We sign you out after 5 minutes of no use.',
  button: 'Sign in',
  noMatch: 'That email and password do not match.',
  triesLeft: (left: number): string => (left === 0 ? 'That was the last try. Wait 15 minutes, then try again.' : left === 1 ? 'You can try 1 more time.' : `You can try ${left} more times.`),
  ended: { heading: 'We signed you out.', text: 'You were away for a while. Sign in again to go on where you were.' },
  other: {
    heading: 'If something is missing',
    phone: { heading: 'I lost my phone', text: 'Sign in with your password first. On the next page choose a recovery code.' },
    without: { heading: 'I want my record without an account', text: (phone: string): string => `You have a right to that. Call the records office at ${phone} for a copy on paper.` },
    help: { heading: 'I can’t sign in', text: (phone: string): string => `Call ${phone}. We help you.` },
  },
  asideLabel: 'First time here, and signs of the real site',
  first: { heading: 'First time here?', code: 'I have a code from a letter' },
  real: { heading: 'Is this the real site?', before: 'The address at the top of your screen is ', after: '. We never call to ask for your password or a code.' },
} as const

export const secondStep = {
  title: 'Your second step',
  tab: 'Sign in',
  tabLine: 'Step 2 of 2',
  skip: 'Skip to your code',
  heading: 'Type the code from your app',
  headingPasskey: 'Use your passkey',
  lede: 'Open the app on your phone. Type the 6 numbers it shows now.',
  ledePasskey: 'Use what unlocks your phone or computer: your face, your finger or a PIN.',
  code: 'Code',
  codeHint: '6 numbers. Spaces are fine.',
  button: 'Continue',
  passkey: 'Use your passkey',
  needsScript: 'A passkey needs a browser with scripts on. You can use a recovery code below.',
  noMatch: 'That code does not work.',
  noMatchHint: 'Use the newest one. Each code works 1 time.',
  noMatchPasskey: 'That passkey did not work. Try again, or use another way.',
  triesLeft: (left: number): string => (left === 0 ? 'That was the last try here.' : left === 1 ? 'You can try 1 more time.' : `You can try ${left} more times.`),
  other: { heading: 'Other ways', recovery: 'Use a recovery code', app: 'Use a code from your app', again: 'Start again with another email' },
  asideLabel: 'Help with your second step',
  why: { heading: 'Why a second step?', text: 'A stolen password is not enough to open your record.' },
  lost: { heading: 'Lost your phone?', text: 'Use one of the 10 recovery codes you printed. Each works 1 time.' },
} as const

export const recovery = {
  title: 'Use a recovery code',
  heading: 'Type a recovery code',
  lede: 'It is on the list you printed when you made your account.',
  code: 'Recovery code',
  codeHint: '16 letters and numbers. Spaces and small letters are fine.',
  noMatch: 'That recovery code does not work.',
  noMatchHint: 'Check each letter. Each code works 1 time.',
  gone: { heading: 'No codes left?', text: (phone: string): string => (phone === '' ? 'Call your hospital. They check who you are and help you.' : `Call ${phone}. We check who you are and help you.`) },
} as const

export const stepUp = {
  title: 'One more step',
  tab: 'One more step',
  tabLine: 'To keep your account safe',
  heading: 'Show your second step again',
  lede: 'This change matters, so we ask once more.',
} as const

export const signedOut = {
  title: 'You are signed out',
  tab: 'Signed out',
  tabLine: 'Your record is closed',
  heading: 'You are signed out',
  lede: 'Your record is closed on this device.',
  shared: 'On a shared computer, close the browser window too.',
  again: 'Sign in again',
} as const
