// What does the timeline of attempts say? Which step, what we said, and the reference to read out on the phone.
import type { AttemptEnd, AttemptStep } from '../../contract/attempt-steps.ts'
import type { RefusalCode } from '../../contract/refusals.ts'
import { refusalWords } from './frame.ts'

export const attemptStepWords = {
  code: 'Code from a letter',
  email: 'Email address',
  'email-proof': 'Proof of the email',
  'password-choice': 'New password',
  'second-step-choice': 'New second step',
  'sign-up': 'Questions without a code',
  'sign-up-code': 'Code sent to a phone or email',
  'sign-up-link': 'Link from the front desk',
  'sign-in': 'Email and password',
  'second-step': 'Second step',
  'recovery-code': 'Recovery code',
  forgot: 'Forgotten password or email',
} as const satisfies Record<AttemptStep, string>

const ends: Readonly<Record<AttemptEnd, string>> = {
  in: 'The record opened.',
  sent: 'We sent a message.',
  parked: 'We gave out a help code for the front desk.',
  passed: 'That fit. The next step came.',
}

/** Where the words of the page are too long for a line, or hold a fact that a line does not keep. */
const shorter: Partial<Record<RefusalCode, string>> = {
  'sign-in-first': 'The step was open too long.',
  'our-fault': 'Something broke on our side.',
}

const isEnd = (said: RefusalCode | AttemptEnd): said is AttemptEnd => said in ends

/** What we said, as one sentence. */
export function attemptSaid(said: RefusalCode | AttemptEnd): string {
  if (isEnd(said)) return ends[said]
  const text = shorter[said] ?? refusalWords[said].title.replace(/\s*\{\w+\}/g, '')
  return /[.!?]$/.test(text) ? text : `${text}.`
}

export const attempts = {
  title: 'What you tried',
  lede: 'Each step of getting in, newest first. Have this page open when you call us.',
  reference: (count: number): string => (count === 1 ? 'Reference' : 'References'),
  someone: (step: string): string => `${step}, tried by someone`,
  times: (count: number): string => `${count} times in an hour`,
  none: 'No tries in the last 90 days.',
  othersHeading: 'Who is “someone”?',
  othersText: 'It was not this browser. It may have been you on another phone or computer. We can’t tell.',
  othersNext: 'Was it not you? Nobody got in by these tries.',
  passwordKnown: 'Someone typed your right password. Was it not you? Change it now.',
  changePassword: 'Change your password',
  keptHeading: 'How long is this kept?',
  keptText: '90 days. We keep no passwords and no codes here.',
  back: 'Help',
} as const
