// Which rooms are there, in which order, and which doors may each use? This list is the architecture: a room may use only
// rooms written above it, so no circle can be written down. tests/rooms.test.ts holds the code to it.

export type Room = {
  readonly name: string
  /** Folder, from the repository's root. */
  readonly folder: string
  /** Doors (`#name` in package.json `imports`) by which others reach it. */
  readonly doors: readonly string[]
  /** Doors it may use itself. */
  readonly uses: readonly string[]
}

const ground = ['#kernel', '#audit', '#notices'] as const

export const rooms: readonly Room[] = [
  { name: 'kernel', folder: 'server/ground/kernel', doors: ['#kernel'], uses: [] },
  { name: 'audit', folder: 'server/ground/audit', doors: ['#audit'], uses: ['#kernel'] },
  { name: 'notices', folder: 'server/ground/notices', doors: ['#notices'], uses: ['#kernel', '#audit'] },

  { name: 'directory', folder: 'server/people/directory', doors: ['#directory'], uses: ['#kernel', '#audit'] },
  { name: 'patients', folder: 'server/people/patients', doors: ['#patients'], uses: ['#kernel', '#audit', '#directory'] },
  { name: 'accounts', folder: 'server/people/accounts', doors: ['#accounts'], uses: [...ground] },
  { name: 'identity', folder: 'server/people/identity', doors: ['#identity'], uses: [...ground, '#directory', '#patients', '#accounts'] },
  { name: 'access', folder: 'server/people/access', doors: ['#access'], uses: [...ground, '#directory', '#patients', '#accounts', '#identity'] },

  { name: 'store', folder: 'server/records/store', doors: ['#store/in', '#store/out'], uses: ['#kernel', '#audit', '#patients'] },
  { name: 'inbound', folder: 'server/records/inbound', doors: ['#inbound', '#inbound/sources'], uses: [...ground, '#directory', '#patients', '#store/in'] },
  { name: 'release', folder: 'server/records/release', doors: ['#release/out', '#release/policy'], uses: [...ground, '#directory', '#access', '#store/out'] },
  { name: 'chart', folder: 'server/records/chart', doors: ['#chart'], uses: ['#kernel', '#audit', '#directory', '#access', '#release/out'] },
  { name: 'export', folder: 'server/records/export', doors: ['#export'], uses: [...ground, '#access', '#chart'] },

  { name: 'feeds', folder: 'server/doors/feeds', doors: ['#feeds'], uses: ['#kernel', '#audit', '#inbound'] },
  { name: 'web', folder: 'server/doors/web', doors: ['#web'], uses: [...ground, '#directory', '#patients', '#accounts', '#identity', '#access', '#inbound/sources', '#release/policy', '#chart', '#export'] },
  { name: 'operate', folder: 'server/doors/operate', doors: ['#operate'], uses: [...ground, '#directory', '#patients', '#accounts', '#identity', '#access', '#inbound', '#inbound/sources', '#release/policy', '#chart', '#export'] },
]
