// What certificate does a test's sender show? A self-signed one made on the spot (X.509 v3, RFC 5280 §4.1, P-256), so that no key lies in the repository.
import { X509Certificate, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export type GivenCertificate = { /** PEM. */ readonly key: Buffer; readonly cert: Buffer; /** SHA-256 of the DER, "AB:CD:…". */ readonly fingerprint: string }

/** DER: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const length = content.length < 128 ? Buffer.of(content.length) : content.length < 256 ? Buffer.of(0x81, content.length) : Buffer.of(0x82, content.length >> 8, content.length & 255)
  return Buffer.concat([Buffer.of(tag), length, content])
}
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const commonName = (name: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))))
const time = (text: string) => der(0x18, Buffer.from(text))

/** A certificate for `name`, good from 2020 to 2120. */
export function givenCertificate(name = 'localhost'): GivenCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const serial = der(0x02, Buffer.concat([Buffer.of(0x01), randomBytes(8)]))
  const alternative = sequence(oid('551d11'), der(0x04, sequence(der(0x82, Buffer.from(name)))))
  const body = sequence(der(0xa0, der(0x02, Buffer.of(2))), serial, ecdsaWithSha256, commonName(name), sequence(time('20200101000000Z'), time('21200101000000Z')), commonName(name), publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(alternative)))
  const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.of(0), sign('sha256', body, privateKey)))
  const cert = new X509Certificate(whole)
  return { key: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })), cert: Buffer.from(cert.toString()), fingerprint: cert.fingerprint256 }
}
