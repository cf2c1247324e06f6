// The door of HL7 v2: bytes of one message in, its meaning out, or why it is refused; files that hold many.
export { type Label, labelOf, mappingVersion, prepareHl7v2 } from './work.ts'
export { isTooLarge } from './reading/size.ts'
export { type Slice, type SplitFile, looksLikeHl7v2, splitFile } from './reading/split-file.ts'
