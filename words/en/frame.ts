// Which words stand around every page, and on the pages that say no?
import type { RefusalCode } from '../../contract/refusals.ts'

export const frame = {
  productName: 'Portico',
  noOrganization: 'Your health record',
  nav: { home: 'Home', results: 'Test results', visits: 'Visits and notes', medicines: 'Medicines', appointments: 'Appointments' },
  helpBy: (phone: string) => `Help: ${phone}`,
  account: 'Account',
  signOut: 'Sign out',
  signIn: 'Sign in',
  haveCode: 'I have a code',
  mailbox: 'Trial mailbox',
  skipToRecord: 'Skip to your record',
  goHome: 'Go to your home page',
  goSignIn: 'Go to the sign-in page',
  front: {
    title: 'Open your health record',
    lede: 'See your tests, visits and medicines. Keep a copy. It is free.',
    signIn: 'Sign in',
    signInTo: (name: string) => ` to ${name}`,
    places: 'Sign in where you get care',
    code: 'Do you have a code from a letter?',
    codeText: 'Type the code and your birth date. Your record opens in a few minutes.',
    useCode: 'Use my code',
    tab: 'Welcome',
    tabLine: 'Your health record',
    how: 'How it works',
    howSteps: ['Your hospital or clinic gives you a letter with a code.', 'You type the code and your birth date.', 'You choose a password and a second step. Your record opens.'],
    real: 'Is this the real site?',
    realBefore: 'The address at the top of your screen is ',
    realAfter: '. We never call to ask for your password or a code.',
    trialTitle: 'You are trying Portico',
    trialText: 'Mail that Portico sends stays in its own mailbox.',
    trialMailbox: 'Open the trial mailbox',
  },
} as const

type PageWords = { readonly title: string; readonly text: string; readonly next?: string }

/** Words of the refusals. A field refusal is said beside its field; a page refusal fills a page. `{name}` is filled from its facts. */
export const refusalWords = {
  'not-found': { title: 'We can’t find that page', text: 'The address may be old, or it may belong to another record. Nothing is lost.', next: 'Go to your home page and open it from there.' },
  'not-yours': { title: 'We can’t find that page', text: 'The address may be old, or it may belong to another record. Nothing is lost.', next: 'Go to your home page and open it from there.' },
  'sign-in-first': { title: 'Sign in first', text: 'This page is part of a record. Sign in to see it.' },
  'session-ended': { title: 'We signed you out', text: 'You were away for a while. Sign in again to go on.' },
  'step-up-first': { title: 'One more step', text: 'This change needs your second step again.' },
  'form-expired': { title: 'This page was open too long', text: 'Nothing was changed. Go back, load the page again and send it once more.' },
  'form-not-understood': { title: 'We could not read what was sent', text: 'Nothing was changed. Go back and try again.' },
  'too-many-tries': { title: 'Too many tries', text: 'Wait {minutes} and try again. If you need help now, call us.' },
  'too-busy': { title: 'It’s not you. We are very busy right now.', text: 'Nothing is lost. Wait a minute and try again.' },
  'too-large': { title: 'That is too much at once', text: 'Nothing was changed. Send a smaller piece.' },
  'code-no-match': { title: 'That code and birth date do not match.', text: 'Check both. After 5 tries a code stops working.' },
  'sign-in-no-match': { title: 'That email and password do not match.', text: '' },
  'second-step-no-match': { title: 'That code does not work.', text: 'Use the newest code. Each one works once.' },
  'link-not-usable': { title: 'This link no longer works', text: 'It was used already, or it is too old. Start the step again to get a new one.' },
  'password-too-short': { title: 'Make your password longer.', text: 'Use at least 12 letters, numbers or spaces.' },
  'password-too-long': { title: 'Make your password shorter.', text: 'Use at most 128 letters, numbers or spaces.' },
  'password-known': { title: 'Choose another password.', text: 'This one is on a list of stolen or common passwords.' },
  'password-personal': { title: 'Choose another password.', text: 'This one holds your name, birth date, email or hospital.' },
  'email-not-usable': { title: 'Check the email address.', text: 'It needs a name, an @ sign and a place, like rosa@example.com.' },
  'phone-not-usable': { title: 'Check the phone number.', text: 'Use the number of a phone that gets texts, with its area code. Outside the US and Canada start with +.' },
  'date-impossible': { title: 'That date does not exist.', text: 'Check the month, the day and the year.' },
  'date-missing': { title: 'Enter the date.', text: 'We need the month, the day and the year.' },
  'code-missing': { title: 'Enter the code.', text: '' },
  'range-backwards': { title: 'The first day is after the last day.', text: 'Change one of the two dates.' },
  'nothing-chosen': { title: 'Choose at least one.', text: 'Check the boxes of what you want.' },
  'words-missing': { title: 'Type something to look for.', text: 'A name, an old name, a town or a doctor will do.' },
  'place-name-missing': { title: 'Enter a name.', text: 'Use at most 120 letters.' },
  'clue-not-usable': { title: 'That fits too many places.', text: 'Use a web address, or words that only your mail and bills have.' },
  'address-not-usable': { title: 'Check the web address.', text: 'It must begin with https:// and name the place, like https://portal.example.' },
  'hours-not-usable': { title: 'Check the hours.', text: 'Write each time like 9 am or 17:30, one pair for each time of being open.' },
  'organization-cannot-join': { title: 'These two cannot be joined then.', text: 'One is part of something else in that time, or the path would be a circle.' },
  'person-has-died': { title: 'The record says this person has died.', text: 'No code is made. The records office helps those who may ask.' },
  'too-young-for-code': { title: 'This person is too young for a code of their own.', text: 'An account of their own opens at {age}. The records office helps parents.' },
  'letter-too-soon': { title: 'A letter went out on {when}.', text: 'A second one within a day needs a reason. Or print a code here.' },
  'cannot-text': { title: 'We can’t send a text to that number.', text: 'Use a cell phone number of this country, or another way.' },
  'has-account': { title: 'This record has an account.', text: 'Help them get back in. A new code is not needed.' },
  'no-contact-on-file': { title: 'There is nothing on file to send it to.', text: 'Print a code, or send a letter.' },
  'choose-place-first': { title: 'Where are you working?', text: 'You work at more than one place. Choose one first.' },
  'last-administrator': { title: 'This is the only administrator.', text: 'Make somebody else administrator first. Then you can change this.' },
  'works-elsewhere': { title: 'This person also works at another place here.', text: 'Ask your IT help to send them a new link.' },
  'name-missing': { title: 'Enter the name.', text: 'Patients see it in the list of who looked.' },
  'cannot-audit': { title: 'It’s not you. We can’t show records right now.', text: 'We must note each look at a record, and that does not work now. Try again in a few minutes.' },
  'database-away': { title: 'It’s not you. We can’t open records right now.', text: 'Our side is down, and we know it. Try again in a few minutes.' },
  'closure-backwards': { title: 'Check the two times.', text: 'The work must end after it begins, and after now.' },
  'our-fault': { title: 'Something broke on our side', text: 'Nothing you did caused it. Try again. If it happens again, call us and say code {reference}.' },
} as const satisfies Record<RefusalCode, PageWords>

/** Minutes in words, from seconds; never less than one. */
export function minutesInWords(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
