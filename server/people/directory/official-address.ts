// Which addresses may a page lead out to? Whole https addresses of a named host; nothing that hides where it goes.
import { domainToASCII } from 'node:url'

const longest = 500

/** The name of a host as the network knows it: lower-case, in ASCII, without a dot at the end; null when it is none. */
export function hostName(text: string): string | null {
  const ascii = domainToASCII(text.trim().toLowerCase().replace(/\.+$/, ''))
  if (ascii.length > 253 || !ascii.includes('.')) return null
  const labels = ascii.split('.')
  const fits = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
  // An address of numbers names no organization, and its last label is never a top-level domain.
  return fits && /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(labels.at(-1) ?? '') ? ascii : null
}

/**
 * An address as it may be stored and led to: https, a host with a name, no user name, no other port, no control characters.
 * Takes what was sent; gives the address as the platform writes it, or null.
 */
export function officialAddress(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > longest || /[\s\u0000-\u001f\u007f\\]/.test(trimmed) || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || (url.port !== '' && url.port !== '443')) return null
  return hostName(url.hostname) === null ? null : url.href
}
