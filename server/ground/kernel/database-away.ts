// Was something thrown because the database does not answer? Then it is nobody's mistake, and the page can say so.

/** Of the socket (Node), of the connection (PostgreSQL classes 08 and 57P), and what the driver says of a lost one. */
const codes = /^(?:ECONNREFUSED|ECONNRESET|ENOENT|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[1-4]|53300)$/
const lost = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended unexpectedly)|is not currently accepting connections$/

/** True for errors of the connection itself; never for a statement that failed on its own account. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  return (typeof code === 'string' && codes.test(code)) || (error instanceof Error && lost.test(String(message)))
}
