// The door of notices: mail is written in the transaction of its cause and delivered afterwards.
export { type Mail, type MailKind, type MailedThing, type NoticeUses, type Notices, openNotices } from './notices.ts'
export type { SendMail } from './delivery.ts'
