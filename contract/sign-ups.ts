// Where does a sign-up without a code stand, and what did its answers lead to? Closed lists; docs/states.md tells the moves.

/** `begun`: nothing asked yet; `parked`: answers given, waits for a proof; `referred`: a supervisor decides; `approved`: the desk sent a link; `proven`: goes on with the steps of joining; `done`: the account is made; `stopped`: "this was not me", or reported. */
export const signUpStates = ['begun', 'parked', 'referred', 'approved', 'proven', 'done', 'stopped'] as const
export type SignUpState = (typeof signUpStates)[number]

/** Who or what moves it. */
export const signUpMoves = {
  begun: { parked: 'the person gives their answers' },
  parked: {
    parked: 'the person changes their answers, or asks for a new code',
    proven: 'the code from a contact on file is right',
    approved: 'the front desk lets them in',
    referred: 'the front desk is not sure, or may not decide',
    stopped: '“this was not me”, or the desk reports it',
  },
  referred: { approved: 'a supervisor lets them in', parked: 'a supervisor says that nothing is odd', stopped: '“this was not me”, or a supervisor reports it' },
  approved: { approved: 'the desk sends a new link', proven: 'the link is used', stopped: '“this was not me”, or the desk reports it' },
  proven: { approved: 'the desk sends a new link', done: 'the account is made, or the record is added to one', stopped: '“this was not me”, or the desk reports it' },
  done: { stopped: '“this was not me”: the record leaves the account' },
  stopped: {},
} as const satisfies Record<SignUpState, Partial<Record<SignUpState, string>>>

export const mayMove = (from: SignUpState, to: SignUpState): boolean => Object.hasOwn(signUpMoves[from], to)

/** What the answers led to; never told outside. `known`: that chart has an account; `no-contact`: nothing on file that may be used; `too-young`, `deceased`: no own account; `asked-too-often`: this chart was asked for too often today. */
export const signUpOutcomes = ['sent', 'known', 'no-contact', 'ambiguous', 'unmatched', 'too-young', 'deceased', 'asked-too-often'] as const
export type SignUpOutcome = (typeof signUpOutcomes)[number]
