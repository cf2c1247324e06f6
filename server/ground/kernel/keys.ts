// Which keys are there? All are derived from the one master key by HKDF-SHA-256 (RFC 5869) with a purpose each,
// so that a token made for one purpose is worth nothing for another.
import { type KeyObject, createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Purposes are closed: a new use gets a new line. */
export type KeyPurpose = 'record-ids' | 'code-index' | 'form-token' | 'password-pepper' | 'database-password' | 'secret-box' | 'audit-chain' | 'network-key' | 'backup' | 'on-file'

export type Keys = {
  /** HMAC-SHA-256 under the purpose's key. */
  mac(purpose: KeyPurpose, ...parts: readonly string[]): Buffer
  /** The 32 bytes themselves, for AES. */
  bytes(purpose: KeyPurpose): Buffer
}

export function openKeys(master: Buffer): Keys {
  const derived = new Map<KeyPurpose, Buffer>()
  const bytes = (purpose: KeyPurpose): Buffer => {
    let key = derived.get(purpose)
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', master, 'portico', purpose, 32))
      derived.set(purpose, key)
    }
    return key
  }
  // Made once: from bare bytes each HMAC would make its key anew, four times the work.
  const secrets = new Map<KeyPurpose, KeyObject>()
  const secret = (purpose: KeyPurpose): KeyObject => {
    const made = secrets.get(purpose) ?? createSecretKey(bytes(purpose))
    secrets.set(purpose, made)
    return made
  }
  return {
    bytes,
    mac(purpose, ...parts) {
      const hmac = createHmac('sha256', secret(purpose))
      // Length prefixes: ("ab","c") and ("a","bc") must differ.
      for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part)
      return hmac.digest()
    },
  }
}

/** Equal in constant time; texts of different length are unequal. */
export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
