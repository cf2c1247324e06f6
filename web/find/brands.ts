// What may apps and other directories know of us? The organizations of this installation as a User-access Brands Bundle.
import { answer, page } from '#web'

export const publishedBrands = page<'public', never>({
  path: '/brands.json',
  audience: 'public',
  assurance: 'none',
  reads: 'published',
  audit: 'none',
  rate: 'directory',
  async load(context) {
    const { json, etag } = await context.run((tx) => context.house.directory.published(tx, context.publicUrl))
    return answer({ published: { body: json, type: 'application/fhir+json; charset=utf-8', etag } })
  },
  view: () => {
    throw new Error('a document has no view')
  },
})
