// How much of a file is too much? Each limit holds before anything is parsed; words/en/inbound.ts says them to operators.

export const limits = {
  /** As it lies on the disk, and unpacked. */
  fileBytes: 100_000_000,
  /** Unpacked bytes for one packed byte; FHIR as JSON packs about 1 to 15. */
  packing: 200,
  /** Below this many unpacked bytes the ratio is not looked at. */
  packingFloor: 1_000_000,
  depth: 64,
  entries: 200_000,
  /** An attachment inside a resource: a document of 20 MB (R63) is 27 MB in base64. */
  stringBytes: 28_000_000,
  numberBytes: 400,
  /** NDJSON is read in batches of whole lines: a file may be large, a line may not. */
  linesBytes: 4_000_000_000,
  lineBytes: 32_000_000,
  batchBytes: 4_000_000,
  /** Properties of one object; FHIR's largest resource has about 60. */
  properties: 256,
  /** Clinical documents (XML) and the packages they come in. */
  xmlBytes: 10_000_000,
  xmlDepth: 256,
  xmlNodes: 200_000,
  xmlMs: 2_000,
  xmlMegabytes: 256,
  zipEntries: 2_000,
  zipRatio: 100,
  /** Charts read together as one human; more is a mistake of whoever merges. */
  chartsOfOne: 16,
  /** Merges that one feed makes within an hour before somebody looks. */
  mergesAnHour: 1_000,
  /** HL7 v2 (R66): one message without the documents in it, its segments, one field that is none. */
  v2Bytes: 5_000_000,
  v2Segments: 20_000,
  v2FieldBytes: 1_000_000,
  /** A message with its documents (OBX-5 of type ED, a PDF in base64): one of 20 MB is 27 MB in it, as in FHIR. */
  v2DocumentBytes: 28_000_000,
  /**
   * The process that works on feeds (feeds/working): how long one message may keep it from answering, and how much longer for each MB the
   * message has. Most take some milliseconds; of a bundle of 90 MB, reading takes 5 to 7 seconds.
   */
  workingMs: 10_000,
  workingMsForMegabyte: 1_000,
  /** Memory of that process; a bundle of 90 MB (160,000 results) took 1.8 GB until it was in the record. */
  workingMegabytes: 3_072,
  /** Earlier messages about one thing that are read again with a new one, and their bytes. */
  v2Messages: 200,
  togetherBytes: 200_000_000,
  /** So much is taken from the queue ahead of what is written; one alone may be more. */
  aheadBytes: 60_000_000,
} as const
