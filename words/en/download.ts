// Which words stand in downloads: the heads of a spreadsheet, names of files?
import type { LabCsvColumn } from '#export'

export const csvHeads: Readonly<Record<LabCsvColumn, string>> = { date: 'Date', test: 'Test', plainName: 'Everyday name', code: 'LOINC code', value: 'Value', unit: 'Unit', range: 'Standard range', flag: 'Where it stands', status: 'Status', earlier: 'It said before', source: 'Source', reportId: 'Report' }

export const fileWords = { results: 'Test results', visit: (title: string, day: string) => `${day === '' ? '' : `${day} `}${title}`.trim(), file: 'File' } as const
