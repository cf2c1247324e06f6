// What does an organization offer at its door? Until it says otherwise: an account online, proven by anything but an SSN.
import { type Statement, type Tx, Refusal, statement } from '#kernel'
import { type CodeChannel, type LeadingZeros, type Offer, type ProofKind, type SignUpWay, usualOffer } from '../../../contract/offers.ts'
import { officialAddress } from './official-address.ts'

type OfferRow = { organization: string; signUp: SignUpWay; proofs: ProofKind[]; leadingZeros: LeadingZeros; codes: CodeChannel[]; elsewhereName: string | null; elsewhereUrl: string | null; inPersonNote: string | null }

const columns = `organization, sign_up as "signUp", proofs, leading_zeros as "leadingZeros", codes, elsewhere_name as "elsewhereName", elsewhere_url as "elsewhereUrl", in_person_note as "inPersonNote"`
const read: Statement<OfferRow> = statement('directory.offer', `select ${columns} from directory_offer where organization = $1`)
const readAll: Statement<OfferRow> = statement('directory.offers', `select ${columns} from directory_offer`)
const put: Statement<never> = statement(
  'directory.put_offer',
  `insert into directory_offer (organization, sign_up, proofs, leading_zeros, codes, elsewhere_name, elsewhere_url, in_person_note) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (organization) do update set sign_up = excluded.sign_up, proofs = excluded.proofs, leading_zeros = excluded.leading_zeros, codes = excluded.codes,
  elsewhere_name = excluded.elsewhere_name, elsewhere_url = excluded.elsewhere_url, in_person_note = excluded.in_person_note`,
)

const offerOf = ({ leadingZeros, elsewhereName, elsewhereUrl, ...row }: OfferRow): Offer => ({
  ...row,
  mrnRule: { leadingZeros },
  elsewhere: elsewhereName === null || elsewhereUrl === null ? null : { name: elsewhereName, url: elsewhereUrl },
})

export async function readOffer(tx: Tx, organization: string): Promise<Offer> {
  const [row] = await tx.query(read, [organization])
  return row === undefined ? usualOffer(organization) : offerOf(row)
}

export async function readOffers(tx: Tx): Promise<ReadonlyMap<string, Offer>> {
  return new Map((await tx.query(readAll)).map((row) => [row.organization, offerOf(row)]))
}

export async function writeOffer(tx: Tx, offer: Offer): Promise<void> {
  const url = offer.signUp === 'elsewhere' ? officialAddress(offer.elsewhere?.url ?? '') : null
  if (offer.signUp === 'elsewhere' && (url === null || offer.elsewhere === null)) throw new Refusal('address-not-usable', 'another portal needs an https address', { field: 'elsewhere-url' })
  if (offer.signUp === 'online' && offer.proofs.length === 0) throw new Refusal('nothing-chosen', 'an account online needs a proof', { field: 'proofs' })
  await tx.query(put, [offer.organization, offer.signUp, offer.proofs, offer.mrnRule.leadingZeros, offer.codes, url === null ? null : (offer.elsewhere?.name ?? null), url, offer.inPersonNote])
}
