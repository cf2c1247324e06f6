// The door of notices: mail and texts are written in the transaction of their cause and delivered afterwards.
export type { SendText } from './gateway.ts'
export type { OneWay, WayHealth } from './health.ts'
export { type Mail, type MailKind, type MailedThing, type NoticeUses, type Notices, type TextKind, type TextMessage, type TextedThing, openNotices } from './notices.ts'
export { type PhoneNumber, readPhone } from './phone.ts'
export type { SendMail } from './relay.ts'
