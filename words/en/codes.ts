// What do the pages say about a code that is over, and about one that nobody asked for?
import type { CodeChannel } from '../../contract/code-channels.ts'

/** "A letter", at the beginning of a sentence. */
const aNewer: Readonly<Record<CodeChannel, string>> = {
  letter: 'A newer letter',
  mail: 'A newer email',
  text: 'A newer text message',
  desk: 'A newer sheet from the front desk',
  screen: 'A newer code from the front desk',
}

export const codes = {
  tab: 'Your code',
  tabLine: 'What became of it',
  over: {
    title: 'Your code',
    gone: { heading: 'Type your code again', text: 'We kept what you typed for 1 hour. That time is over.', button: 'Type the code' },
    ranOut: {
      heading: (date: string): string => `This code ran out on ${date}`,
      text: 'You don’t need a new one. Answer a few questions instead. It takes about 3 minutes.',
      noQuestions: (name: string): string => `${name} does not open accounts by questions. Ask them for a new code.`,
    },
    used: {
      heading: (date: string): string => `This code was used on ${date}`,
      text: 'It opened an account on that day. A code works 1 time. Sign in with the email you chose then.',
      notYou: 'Was it not you?',
      notYouText: (phone: string): string => `Call ${phone} right away. They can close the account while they look.`,
    },
    replaced: {
      heading: 'A newer code took the place of this one',
      text: (channel: CodeChannel, date: string): string => `${aNewer[channel]} of ${date} has the code that works now. Use that one.`,
      noNewer: 'Use the newest letter or message you have.',
      lost: 'You don’t have the newer one?',
      lostText: 'You don’t need it. Answer a few questions instead.',
    },
    stopped: {
      heading: (date: string): string => `This code was stopped on ${date}`,
      text: 'It opens nothing any more. You don’t need a new one. Answer a few questions instead.',
      noQuestions: 'It opens nothing any more.',
    },
    questions: 'Answer questions instead',
    typeNewer: 'Type the newer code',
    signIn: 'Sign in',
    kept: 'Your birth date is kept. You don’t type it again.',
    call: 'Or ask for a new code',
    callText: (phone: string): string => `Call ${phone}. Or come to the front desk with a photo ID.`,
    aside: 'About your code',
    safe: { heading: 'Why do codes run out?', text: 'A letter can get lost. So each code works 1 time, and only for some days.' },
  },
  stop: {
    title: 'Stop a code',
    tabLine: 'This was not me',
    heading: 'Did someone else ask for a code?',
    text: (organization: string, date: string): string => `A code for your ${organization} record was made on ${date}.`,
    sure: 'If you did not ask for it, press the button. The code stops at once, and the hospital is told.',
    button: 'This was not me. Stop the code',
    fine: 'Did you ask for it? Then close this page. Nothing happens.',
    doneTitle: 'The code is stopped',
    done: 'It opens nothing any more. We told the hospital. There is nothing else to do.',
    spentTitle: 'The hospital is told',
    spent: 'The code was used before you pressed the button.',
    spentCall: (phone: string): string => `Call ${phone} now. They can close the account while they look.`,
  },
} as const
