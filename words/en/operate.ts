// What do the lists say that Portico writes for operators?

/** The head of the list beside a file of letters. */
export const letters = { sheet: 'Sheet', recordNumber: 'Record number', lastDay: 'Last day of the code', refused: 'No letter because' } as const
