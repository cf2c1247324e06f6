// Where do sources send to? From the configuration of this process and the ports it listens on: for whoever sets up the sender.
import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { type Config, isLoopback } from '#kernel'

/** What the sender checks: this server's certificate. */
export type OwnCertificate = { /** PEM, without its key. */ readonly pem: string; /** SHA-256 as OpenSSL writes it. */ readonly fingerprint: string; /** ISO instant. */ readonly until: string; readonly names: readonly string[]; /** Is it made out for the host that is named? Null: none is. */ readonly fits: boolean | null }

export type MllpAt = {
  /** Null: every address of this computer; which one the sender reaches, its network knows. */
  readonly host: string | null
  readonly port: number
  /** It is reached from this computer only. */
  readonly local: boolean
  /** Null: without TLS. */
  readonly certificate: OwnCertificate | null
}
export type PushAt = { readonly urlOf: (feed: string) => string; /** Where the proxy of the pages hands it on to; null: the sender comes here itself. */ readonly behind: { readonly host: string; readonly port: number } | null }

export type KnownFeedsAt = {
  /** Null: the configuration names no such door, or it is not open. */
  mllp(): MllpAt | null
  push(): PushAt | null
  /** The doors are open; a trial may have taken other ports than the usual ones. */
  opened(ports: { readonly mllpPort: number | null; readonly pushPort: number | null }): void
}

const wildcard: ReadonlySet<string> = new Set(['0.0.0.0', '::', '*', ''])

function ownCertificate(pem: Buffer, host: string | null): OwnCertificate {
  const certificate = new X509Certificate(pem)
  const names = (certificate.subjectAltName ?? certificate.subject).split(/, |\n/).map((one) => one.replace(/^(?:DNS:|IP Address:|CN=)/, ''))
  return { pem: certificate.toString().trim(), fingerprint: certificate.fingerprint256, until: certificate.validToDate.toISOString(), names, fits: host === null ? null : (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined }
}

/** `publicUrl`: the address of the pages, behind whose proxy pushes come in. */
export function openFeedsAt({ trial, mllp, push }: Pick<Config, 'trial' | 'mllp' | 'push'>, publicUrl: string): KnownFeedsAt {
  const host = mllp === null || wildcard.has(mllp.host) ? null : mllp.host
  const certificate = mllp === null || mllp.tls === null ? null : ownCertificate(mllp.tls.cert, host)
  let ports: { readonly mllpPort: number | null; readonly pushPort: number | null } = { mllpPort: null, pushPort: null }
  return {
    mllp: () => (mllp === null || ports.mllpPort === null ? null : { host, port: ports.mllpPort, local: isLoopback(mllp.host), certificate }),
    push() {
      if (push === null || ports.pushPort === null) return null
      const { pushPort: port } = ports
      // A trial has no proxy in front of it.
      return trial ? { urlOf: (feed) => `http://${push.host}:${port}/feeds/${feed}`, behind: null } : { urlOf: (feed) => `${publicUrl}/feeds/${feed}`, behind: { host: push.host, port } }
    },
    opened(now) {
      ports = now
    },
  }
}
