// What does the help page say? Four questions by what one sees, each with a next step that is real.

export const help = {
  title: 'Get help',
  tab: 'Help',
  tabLine: 'Step by step',
  lede: 'Choose what you see. Each line leads on.',
  signIn: {
    heading: 'I can’t sign in',
    text: 'Your email and password, or your second step, are not taken.',
    again: 'Try again: check the email first, then each letter of the password',
    forgot: 'I forgot my password',
    which: 'I don’t know which email I used',
    phone: 'I lost my phone, or no code comes',
    mail: 'A mail from us does not come',
    mailText: 'Look in the folder for junk mail. Wait 5 minutes. Then ask for a new one on the page you came from.',
  },
  prove: {
    heading: 'I can’t prove who I am',
    text: 'A code does not work, or something you typed does not match.',
    code: 'I have a code from a letter, a mail or a text',
    over: 'My code ran out',
    none: 'I have no code: find my hospital',
    parked: 'I have a help code: see it again, and what to bring',
  },
  record: {
    heading: 'I can’t find a record',
    text: 'You are in, but a test, a visit or a paper is not there.',
    look: 'Look in everything, by word or by date',
    tests: 'See which tests are still on the way, and why',
    whoLooked: 'See who looked at your record',
    copy: (phone: string): string => `Ask for a copy: call the records office at ${phone}`,
  },
  down: {
    heading: 'Is it down?',
    well: 'No. Everything works right now.',
    planned: 'No. Work is planned.',
    trouble: 'Yes. Something is not working, and it is not you.',
    see: 'See what works',
  },
  person: {
    heading: 'Talk to a person',
    tried: 'Have what you tried at hand. Each refusal shows a reference of 4 letters and numbers.',
    triedLink: 'What you tried (when you are in)',
    find: 'Find the phone of your hospital',
  },
  asideLabel: 'Talk to a person',
} as const

export const openWords = {
  open: (until: string): string => `Open now, until ${until}`,
  always: 'Open now, day and night',
  closed: (opens: string): string => `Closed now. Opens ${opens}`,
  closedLong: 'Closed now',
} as const
