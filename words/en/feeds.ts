// What do we say to the systems that send, and to the analysts who read it in their engine's log? ASCII only: it goes into every character set.

/** Why a message was not taken, as ERR-8 and MSA-3 say it, and OperationOutcome.issue.diagnostics. */
export const feedRefusals = {
  'not-hl7': 'This is no HL7 version 2 message: it does not begin with MSH, FHS or BHS. Nothing was kept.',
  cut: 'A new message began before this one ended with FS and CR. Nothing of it was kept. Send it again.',
  'too-large': 'The message is over 5 MB without its documents (OBX-5: ED, or PDF in base64), or over 28 MB with them. Nothing was kept.',
  'no-room': 'Too many large messages are being sent at once. Nothing was kept. Send it again.',
  'not-a-peer': 'No feed is registered any more for this certificate or address. Nothing was kept.',
  sender: 'MSH-3 and MSH-4 are not those of one feed that is registered for this certificate or address. Nothing was kept.',
  processing: 'Only production messages are taken here: MSH-11 must be P. Nothing was kept.',
  version: 'MSH-12 is not a version of HL7 2 (2.1 to 2.9). Nothing was kept.',
  'not-kept': 'The message could not be written down. Nothing was kept. Send it again.',
} as const

/** Why a push (HTTP) was not taken. */
export const pushRefusals = {
  'no-credential': 'The Authorization header must show the credential of this feed: Bearer, a blank, the credential.',
  'credential-in-address': 'Nothing after a ? is read here. The credential belongs in the Authorization header. If it stood in the address, have the feed given a new one: addresses are written into logs.',
  'no-such-address': 'There is nothing here. Send with POST to /feeds/ and the name of the feed.',
  'no-such-message': 'This feed has no message of that number.',
  method: 'This address takes another method: POST to send, GET to ask for a message.',
  'content-type': 'The Content-Type must be application/fhir+json, application/fhir+ndjson or application/xml (a clinical document).',
  'content-encoding': 'The body may be packed with gzip, or not at all.',
  charset: 'FHIR is taken in UTF-8 only.',
  empty: 'The body is empty.',
  'not-packed': 'The body cannot be unpacked: it is no gzip, or not whole.',
  'broken-off': 'The body broke off before its end. Nothing was kept. Send it again.',
  'too-large': 'The body is too large: 100 MB at most, 10 MB for a clinical document. Nothing was kept.',
  'unpacks-too-much': 'The body unpacks to more than 100 MB, to more than 200 times its size, or is packed twice. Nothing was kept.',
  'too-many': 'Too much is being sent at once. Nothing was kept. Send it again a little later.',
  'not-kept': 'The message could not be written down. Nothing was kept. Send it again.',
} as const
export type PushRefusal = keyof typeof pushRefusals

/** What a sender can hear a no for, by either way. */
export type DoorRefusal = keyof typeof feedRefusals | PushRefusal
export const isDoorRefusal = (reason: string): reason is DoorRefusal => reason in feedRefusals || reason in pushRefusals
export const doorRefusalText = (reason: DoorRefusal): string => (reason in feedRefusals ? feedRefusals[reason as keyof typeof feedRefusals] : pushRefusals[reason as PushRefusal])

/** What became of a message, told to its sender. */
export const messageStateTexts = {
  waiting: 'Kept. It will be worked on in its turn.',
  done: 'Worked on. What it says is in the record.',
  same: 'The same bytes were here before. Nothing changed.',
  parked: 'Kept, but it cannot be read. An operator here looks into it. It can be replayed; there is no need to send it again.',
  unplaced: 'Kept, but it is not clear whose it is. Staff here look into it; there is no need to send it again.',
  'set-aside': 'Kept. Somebody here decided that it stays out of the record.',
} as const
