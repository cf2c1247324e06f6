// What do the trial's mailbox pages say?

export const mailbox = {
  title: 'Trial mailbox',
  tab: 'Trial mailbox',
  tabLine: 'Mail and texts that Portico sent',
  heading: 'Trial mailbox',
  lede: 'In a trial, mail and texts do not leave this computer. They are here, newest first.',
  mails: 'Mail',
  none: 'No mail yet.',
  texts: 'Texts',
  noTexts: 'No texts yet.',
  toPhone: (phone: string): string => `To the phone ${phone}`,
  to: (address: string): string => `To ${address}`,
  back: 'All mail and texts',
  sent: 'Sent',
  toLabel: 'To',
} as const
