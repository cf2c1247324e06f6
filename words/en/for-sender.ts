// What do we tell administrators to give to whoever sets up the sender of a source?

export const forSender = {
  heading: 'Give this to the sender',
  labels: {
    host: 'Host', port: 'Port', protocol: 'How', security: 'Security', names: 'Our certificate is for', fingerprint: 'Its SHA-256', until: 'Good until', senders: 'MSH-3',
    address: 'Address', header: 'Header', types: 'Content type', others: 'Or',
  },
  anyHost: 'The address of this server in your network. It listens on all that it has.',
  mllp: 'MLLP (0B before, 1C 0D after). One message, then wait for its answer.',
  tls: (certificate: boolean): string => `TLS 1.2 or newer. ${certificate ? 'The sender shows its own certificate.' : 'The sender may show a certificate of its own: it is stronger than an address.'}`,
  noTls: 'None: this is a trial.',
  localOnly: 'Only programs on this computer reach it.',
  anySender: 'Whatever the sender writes.',
  pem: 'Our certificate as text (PEM)',
  nameDiffers: 'Our certificate is not made out for this host. A sender that checks names must reach us by one of its names.',
  ended: (when: string): string => `${when}. It has ended: senders that check it can’t connect.`,
  answers: 'What our answers mean',
  mllpAnswers: [['AA', 'We have it. Go on.'], ['AE', 'Send the same message again, later. Also when no answer comes.'], ['AR', 'Stop. ERR-8 says what is wrong.']],
  bearer: 'Authorization: Bearer TOKEN',
  otherTypes: 'application/fhir+ndjson, or application/xml for a clinical document',
  proxy: (to: string): string => `The web server in front of us must hand /feeds/ on to ${to}, with the whole body. It must not write the Authorization header into its log.`,
  pushAnswers: [['202', 'We have it. Location says where to ask what became of it.'], ['429, 503', 'Send it again after the seconds in Retry-After.'], ['Other 4xx', 'Not as it is. The answer says why.']],
  shut: {
    mllp: {
      heading: 'HL7 v2 can’t come in yet.',
      text: 'Ask the people who run this site to set MLLP_PORT, MLLP_KEY_FILE and MLLP_CERT_FILE, and to start it again.',
      trial: 'This trial can be reached from your network, so it takes no HL7 v2 without TLS. Set MLLP_KEY_FILE and MLLP_CERT_FILE, or MLLP_HOST=localhost, and start it again.',
    },
    fhir: {
      heading: 'Nothing can be pushed to us yet.',
      text: 'Ask the people who run this site to set PUSH_PORT, and to start it again. The web server in front of it must then hand /feeds/ on.',
      trial: 'Set PUSH_PORT and start it again.',
    },
    where: 'How is told in docs/operating/feeds.md, “Opening the door”.',
  },
} as const
