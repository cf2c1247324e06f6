// Which credential does a push show? The one in the Authorization header (RFC 6750 §2.1), and none that stands elsewhere.

const shape = /^Bearer +([A-Za-z0-9_-]{20,200})$/i

/** The token of the header; null when there is none that could be one. */
export const tokenIn = (header: string | undefined): string | null => shape.exec(header ?? '')?.[1] ?? null
