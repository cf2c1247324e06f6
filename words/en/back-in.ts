// What do the pages say to somebody who cannot get in, or fears that somebody else is in?

/** "555-0142, Mon–Fri 7 am–7 pm" or only one of them; empty when nothing is known. */
const call = (phone: string): string => (phone === '' ? 'Call your hospital.' : `Call ${phone}.`)

export const forgot = {
  tab: 'Sign in',
  tabLine: 'A new password',
  title: 'Forgot your password',
  heading: 'Forgot your password?',
  lede: 'Type the email you sign in with. We send you a link.',
  email: 'Email',
  button: 'Send me a link',
  which: 'I don’t know which email I used',
  back: 'Back to sign in',
  notUsable: 'Check the email address. It needs an @ sign, like rosa@example.com.',
  sent: {
    title: 'Look in your email',
    heading: 'Look in your email',
    lede: 'If we know this email, we sent a link.',
    life: 'The link works for 30 minutes, 1 time. Most mails come within 1 minute.',
    trial: 'This is a trial.',
    mailbox: 'Open the trial mailbox',
    late: {
      heading: 'Nothing after 5 minutes?',
      points: ['Look in your spam or junk folder.', 'Did you type another email by mistake? Send it once more.', 'You may have used another email. We can tell that email which one it is.'],
      again: 'Send it once more',
      which: 'Which email did I use?',
    },
    gone: {
      heading: 'That email is not yours any more?',
      text: (phone: string): string => `Come to the front desk with a photo ID. They set up your new email or phone and you are in within the hour. ${call(phone)}`,
    },
  },
  asideLabel: 'What stays safe',
  safe: { heading: 'Your second step stays', text: 'A new password alone opens nothing. We still ask for your second step.' },
  choose: {
    title: 'Choose a new password',
    heading: 'Choose a new password',
    lede: 'Make it long. Three or four words that do not belong together are easy to keep in mind.',
    button: 'Save my new password',
    after: 'All your devices are signed out then. You sign in with the new password.',
  },
} as const

export const which = {
  tab: 'Sign in',
  tabLine: 'Which email?',
  title: 'Which email did I use?',
  heading: 'Which email did I use?',
  lede: 'Type any email of yours. We write to it, and say which one signs in.',
  only: 'The answer goes to that email only. This page never shows it.',
  email: 'One of your emails',
  button: 'Ask that email',
  sent: { title: 'Look in that email', heading: 'Look in that email', lede: 'We wrote to it. The mail says which email signs in, or that there is none.', other: 'Try another email' },
  notUsable: forgot.notUsable,
} as const

export const cantGetCode = {
  tab: 'Sign in',
  tabLine: 'A way around your phone',
  title: 'I can’t get the code',
  heading: 'I lost my phone or can’t get a code',
  lede: 'Your account stays. Choose what you have.',
  recovery: { heading: 'A recovery code from your printed list', text: 'You are in at once. Each code works 1 time.', go: 'Use a recovery code' },
  passkey: { heading: 'A passkey on another device', text: 'Use a computer, tablet or security key that holds your passkey. You are in at once.', go: 'Sign in with a passkey' },
  mail: { heading: 'Your email and 24 hours', text: 'We mail you 6 numbers. Then you wait 24 hours, so that you can stop it if it was not you.', go: 'Start the 24 hours' },
  desk: { heading: 'The front desk, within the hour', text: (phone: string): string => `Bring a photo ID. They end the lost phone and help you set up a new one. ${call(phone)}` },
  passwordFirst: 'These need your password first. Sign in, and you come back here.',
  signIn: 'Sign in with your password',
  stolen: { heading: 'Was your phone stolen?', text: 'Someone may hold your codes. Use one of these ways now, then remove the old phone under Account.' },
  asideLabel: 'If your phone was stolen',
} as const

export const lostPhone = {
  title: 'Email and 24 hours',
  tabLine: 'Lost phone',
  heading: 'Get a new second step in 24 hours',
  lede: 'We mail 6 numbers to the email of your account. Type them here, then wait 24 hours.',
  why: { heading: 'Why 24 hours?', text: 'All your emails are told at once. If it was not you, one press there stops it.' },
  asideLabel: 'Why you wait',
  send: 'Mail me the 6 numbers',
  sentLede: 'We mailed you 6 numbers. Type them here.',
  code: 'The 6 numbers',
  button: 'Start the 24 hours',
  again: 'Mail me new numbers',
  noMatch: 'Those numbers do not match. Use the newest mail. After 5 tries ask for new numbers.',
  missing: 'Type the 6 numbers.',
  waiting: { heading: 'Your 24 hours run', text: (when: string): string => `Sign in again after ${when}. Then you set up a new second step.`, sooner: 'Need it sooner? Use a recovery code, or come to the front desk with a photo ID.' },
  over: { heading: 'Set up your new second step', lede: 'The 24 hours are over. What was on the lost phone stops working.', app: 'Use a code from an app', passkey: 'Make a passkey', text: 'Get codes by text', other: 'Choose another way' },
  notByMail: { heading: 'This way is closed for now', text: 'Your password was reset by email. Email alone is not enough to open your record.', next: 'Use a recovery code or a passkey. Or come to the front desk with a photo ID: they help within the hour.' },
  otherWays: 'Other ways',
} as const

export const stopWait = {
  title: 'Stop it',
  tab: 'Your account',
  tabLine: 'Someone says they lost your phone',
  heading: 'Stop the new second step?',
  lede: 'Someone with your password said they lost your phone. If it was not you, press the button.',
  button: 'Stop it. It was not me',
  done: { heading: 'It is stopped', text: 'Your account is as it was before. Someone may know your password, so choose a new one now.', next: 'Choose a new password' },
} as const

export const notMe = {
  title: 'This was not me',
  tab: 'Your account',
  tabLine: 'Close it now',
  heading: 'Was this not you?',
  lede: 'Press the button, and your account is closed at once.',
  points: ['All devices are signed out. Links on their way stop.', 'Nothing opens, not even with your password.', 'You open it again with your second step and a new password. Or at the front desk with a photo ID.'],
  button: 'Close my account now',
  nothing: 'If it was you, close this page. Nothing happens.',
  done: { title: 'Your account is closed', heading: 'Your account is closed', lede: 'Everybody is signed out. Nothing opens now. Your record is safe and stays whole.', next: 'To open it again, sign in. We ask for your second step and a new password.', go: 'Sign in and open it again', desk: (phone: string): string => `No second step left? Come to the front desk with a photo ID. ${call(phone)}` },
} as const

export const frozen = {
  title: 'Your account is closed for now',
  tab: 'Sign in',
  tabLine: 'Open it again',
  heading: 'Your account is closed for now',
  lede: 'Someone said “this was not me”. Show that it is you: your second step first, then a new password.',
  only: 'Recovery codes do not work now, and nothing that was added since then.',
  asideLabel: 'If you have no second step',
  desk: { heading: 'No second step left?', text: (phone: string): string => `Come to the front desk with a photo ID. They open it with you within the hour. ${call(phone)}` },
  password: { title: 'Choose a new password', heading: 'Choose a new password', lede: 'That was you. With a new password your account is open again.', button: 'Open my account again' },
  done: { heading: 'Your account is open again.', text: 'Sign in with your new password.' },
} as const

export const takeBack = {
  title: 'Take the change back',
  tab: 'Your account',
  tabLine: 'Your old email',
  heading: 'Do you want your old email back?',
  lede: 'Press the button, and this email signs in again. The new one is gone. All devices are signed out.',
  button: 'Yes, take it back',
  done: { heading: 'Your old email is back', text: 'Sign in with it. If it was not you who changed it, choose a new password too.', go: 'Sign in' },
} as const

export const part = {
  title: 'Two accounts again',
  tab: 'Your account',
  tabLine: 'Take the joining back',
  heading: 'Make them two accounts again?',
  lede: 'Press the button, and each account opens with its own password again. All devices are signed out.',
  button: 'Yes, make them two again',
  done: { heading: 'They are two accounts again', text: 'Each opens with its own email, password and second step.', go: 'Sign in' },
} as const
