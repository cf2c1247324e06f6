// What do the trial's mailbox pages say?

export const mailbox = {
  title: 'Trial mailbox',
  tab: 'Trial mailbox',
  tabLine: 'Mail that Portico sent',
  heading: 'Trial mailbox',
  lede: 'In a trial, mail does not leave this computer. It is here, newest first.',
  none: 'No mail yet.',
  to: (address: string): string => `To ${address}`,
  back: 'All mail',
  sent: 'Sent',
  toLabel: 'To',
} as const
