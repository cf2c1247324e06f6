// How does a record leave as a file? One record or one visit as PDF, checked results as one PDF or a spreadsheet, files as they came.
import { z } from 'zod'
import { Refusal } from '#kernel'
import { isPaper } from '#chart'
import type { LabCsvRow } from '#export'
import { type Answer, type PageRoute, type RecordContext, type Route, act, answer, page } from '#web'
import type { PresentedRecord, PresentedValue } from '../../contract/presented-record.ts'
import { kindNumber } from '../../contract/record-kinds.ts'
import { exportFormats } from '../../contract/export-formats.ts'
import { csvHeads, fileWords } from '../../words/en/download.ts'
import { dateAndTime } from '../../words/en/dates.ts'
import { historyWords } from '../../words/en/provenance.ts'
import { daysQuery, readDays } from '../records/days-asked.ts'
import { resultsPage } from '../records/results.tsx'
import { zoneOf } from '../zone.ts'

const one = z.object({ id: z.string().max(60) })
const declared = { audience: 'patient', assurance: 'second-factor', reads: 'own-record', audit: 'record-downloaded', rate: 'export' } as const

/** The line in the trail comes first; the type is set when the transaction is over. */
function pdfOf(context: RecordContext, records: readonly PresentedRecord[], name: string): Answer {
  const body = () => context.house.export.pdf({ language: context.language, records, printedAt: dateAndTime(context.now, zoneOf(context)), created: context.now })
  return { file: { body, type: exportFormats.pdf.contentType, name } }
}

function recordPdfAt(path: `/${string}`): PageRoute {
  return page<'patient', never, typeof one>({
    ...declared,
    path,
    params: one,
    async load(context, { params }) {
      const [record] = await context.house.chart.records(context.viewer, [params.id])
      if (record === undefined) throw new Refusal('not-found', 'no such record within reach')
      context.note({ patient: record.patient, record: record.id, recordKind: kindNumber(record.kind), count: 1 })
      return answer(pdfOf(context, [record], context.house.export.fileName(record)))
    },
    view: neverShown,
  })
}

function neverShown(): never {
  throw new Error('a download has no page')
}

/** All papers of one visit in one file; of a visit without papers, the visit itself. */
const visitPdf: PageRoute = page<'patient', never, typeof one>({
  ...declared,
  path: '/me/visits/:id.pdf',
  params: one,
  async load(context, { params }) {
    const visit = await context.house.chart.visit(context.viewer, params.id)
    const papers =
      visit.papers.length === 0
        ? [visit.record]
        : await context.house.chart.records(
            context.viewer,
            visit.papers.filter((row) => isPaper(row.kind)).map((row) => row.id),
          )
    context.note({ patient: visit.row.patient, record: visit.row.id, recordKind: kindNumber('visit'), count: papers.length })
    return answer(pdfOf(context, papers, context.house.export.fileName(visit.record)))
  },
  view: neverShown,
})

function valueRows(record: PresentedRecord, values: readonly PresentedValue[]): readonly LabCsvRow[] {
  const status = record.about.find((fact) => fact.label === 'Status')?.value
  return values.flatMap((value): readonly LabCsvRow[] => {
    if (value.parts.length > 0) return valueRows(record, value.parts)
    return [
      {
        ...(record.date === undefined ? {} : { date: record.date }),
        test: value.alias ?? value.name,
        ...(value.alias === undefined ? {} : { plainName: value.name }),
        ...(value.code === undefined ? {} : { code: value.code }),
        value: value.value,
        ...(value.unit === undefined ? {} : { unit: value.unit }),
        ...(value.rangeText === undefined ? {} : { range: value.rangeText }),
        flag: value.standingText,
        ...(value.earlier === undefined ? {} : { earlier: value.earlier.map((one) => historyWords.until(one.value, one.when)).join('; ') }),
        ...((value.status ?? status) === undefined ? {} : { status: value.status ?? status ?? '' }),
        source: record.identity.organization,
        reportId: record.id,
      },
    ]
  })
}

function csvOf(context: RecordContext, records: readonly PresentedRecord[], name: string): Answer {
  const rows = records.flatMap((record) => record.sections.flatMap((section) => (section.type === 'values' ? valueRows(record, section.values) : [])))
  return { file: { body: context.house.export.labCsv(rows, csvHeads), type: exportFormats.csv.contentType, name } }
}

/** A spreadsheet holds at most this many reports at once: more than any person has. */
const mostReports = 3000

/** The same filter as the list: `/me/results.csv?from=…&to=…`. */
const resultsCsv: PageRoute = page<'patient', never, z.ZodType<Record<string, string>>, typeof daysQuery>({
  ...declared,
  path: '/me/results.csv',
  query: daysQuery,
  async load(context, { query }) {
    const days = readDays(query, context.now, zoneOf(context))
    const list = await context.house.chart.list(context.viewer, { kinds: ['lab-result'], from: days.from, to: days.to, limit: mostReports })
    const records = await context.house.chart.records(
      context.viewer,
      list.items.map((row) => row.id),
    )
    context.note({ patients: context.viewer.patientIds, recordKind: kindNumber('lab-result'), count: records.length })
    return answer(csvOf(context, records, context.house.export.listFileName(fileWords.results, list.places.first?.name ?? '', 'csv')))
  },
  view: neverShown,
})

const resultCsv: PageRoute = page<'patient', never, typeof one>({
  ...declared,
  path: '/me/results/:id.csv',
  params: one,
  async load(context, { params }) {
    const [record] = await context.house.chart.records(context.viewer, [params.id])
    if (record === undefined || record.kind !== 'lab-result') throw new Refusal('not-found', 'no such result within reach')
    context.note({ patient: record.patient, record: record.id, recordKind: kindNumber('lab-result'), count: 1 })
    return answer(csvOf(context, [record], context.house.export.fileName(record, 'csv')))
  },
  view: neverShown,
})

const mostChecked = 100
const checkedForm = z.strictObject({ record: z.union([z.string().max(60), z.array(z.string().max(60)).max(mostChecked)]).optional(), as: z.enum(['pdf', 'csv']).default('pdf') })

const downloadChecked: Route = act<'patient', typeof checkedForm>({
  ...declared,
  path: '/me/results/download',
  form: checkedForm,
  again: resultsPage,
  async act(context, { form }) {
    const ids = form.record === undefined ? [] : typeof form.record === 'string' ? [form.record] : form.record
    if (ids.length === 0) throw new Refusal('nothing-chosen', 'no box was checked')
    const records = await context.house.chart.records(context.viewer, ids)
    if (records.length !== new Set(ids).size) throw new Refusal('not-found', 'one of the checked records is not within reach')
    context.note({ patients: [...new Set(records.map((record) => record.patient))], recordKind: kindNumber('lab-result'), count: records.length })
    const [first] = records
    const { export: exporting } = context.house
    const name = records.length === 1 && first !== undefined ? exporting.fileName(first, form.as) : exporting.listFileName(fileWords.results, first?.identity.organization ?? '', form.as)
    return form.as === 'csv' ? csvOf(context, records, name) : pdfOf(context, records, name)
  },
})

const fileParams = z.object({ id: z.string().max(60), index: z.string().regex(/^\d{1,3}$/) })

/** What a browser could run is sent as bytes it will only save. */
const runnable = /html|xml|svg|script|css/i
const mediaType = /^[\w.+-]+\/[\w.+-]+$/

const recordFile: PageRoute = page<'patient', never, typeof fileParams>({
  ...declared,
  path: '/me/records/:id/files/:index',
  params: fileParams,
  async load(context, { params }) {
    const { attachment, patient, kind } = await context.house.chart.file(context.viewer, params.id, Number(params.index))
    context.note({ patient, record: params.id, recordKind: kindNumber(kind), count: 1 })
    const sent = attachment.contentType.split(';')[0]?.trim().toLowerCase() ?? ''
    const type = mediaType.test(sent) && !runnable.test(sent) ? sent : 'application/octet-stream'
    return answer({ file: { body: Buffer.from(attachment.base64 ?? '', 'base64'), type, name: withExtension(attachment.title ?? fileWords.file, type) } })
  },
  view: neverShown,
})

const extensions: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'image/tiff': 'tif', 'text/rtf': 'rtf', 'application/rtf': 'rtf', 'text/plain': 'txt' }
function withExtension(title: string, type: string): string {
  const extension = extensions[type]
  return extension === undefined || title.toLowerCase().endsWith(`.${extension}`) ? title : `${title}.${extension}`
}

export const downloadRoutes: readonly Route[] = [recordPdfAt('/me/results/:id.pdf'), recordPdfAt('/me/records/:id.pdf'), visitPdf, resultsCsv, resultCsv, downloadChecked, recordFile]
