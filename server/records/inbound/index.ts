// The door by which records come in.
export { type ImportOptions, type Inbound, type InboundUses, openInbound } from './open-inbound.ts'
export { type ImportCount, type ImportProgress, type ImportReport, type ImportedFile, type LeftOutLine } from './report.ts'
