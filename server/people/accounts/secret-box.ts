// How is a secret kept that we must read again? AES-256-GCM under the installation's key, bound to the row it belongs to.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Keys } from '#kernel'

export type SecretBox = {
  /** `about` names the row (table and id): a sealed secret moved to another row does not open. */
  seal(plain: string, about: string): Buffer
  /** Throws when the bytes or the row are not the ones that were sealed. */
  open(sealed: Buffer, about: string): string
}

const nonceBytes = 12
const tagBytes = 16

export function openSecretBox(keys: Keys): SecretBox {
  const key = keys.bytes('secret-box')
  return {
    seal(plain, about) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed, about) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(about))
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      return decipher.update(sealed.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}
