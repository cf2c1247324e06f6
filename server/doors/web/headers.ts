// Which headers does every answer carry? Security.md R57-R60, R70; nothing of a session is kept by a cache.

const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self'", "connect-src 'self'", "manifest-src 'self'",
  "form-action 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ')

export const everyAnswer: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  'cache-control': 'no-store',
  vary: 'Cookie, Accept-Encoding',
}

/** A download runs nothing, whatever it holds. */
export const everyDownload: Readonly<Record<string, string>> = { 'content-security-policy': "sandbox; default-src 'none'" }

/** What is published for other sites too, and holds nothing of anybody: the only answers that another origin may read. */
export const everyPublished: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=3600',
  vary: 'Accept-Encoding',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
  'cross-origin-resource-policy': 'cross-origin',
}

/** R47: signing out leaves nothing in the browser. */
export const clearEverything: Readonly<Record<string, string>> = { 'clear-site-data': '"cache", "cookies", "storage"' }
