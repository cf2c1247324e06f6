// What do people call a vaccine? Everyday names by CVX code (CDC), in our own wording; the source's name is kept beside it.

const byName: Readonly<Record<string, readonly string[]>> = {
  'Flu shot': ['15', '16', '88', '135', '140', '141', '144', '150', '151', '153', '155', '158', '161', '166', '168', '171', '185', '186', '197', '205', '231', '320'],
  'Flu nose spray': ['111', '149'],
  'COVID-19 vaccine': ['207', '208', '210', '211', '212', '213', '217', '218', '219', '221', '225', '226', '227', '228', '229', '230', '300', '301', '302', '308', '309', '310', '311', '312', '313'],
  'Pneumonia vaccine': ['33', '100', '109', '133', '152', '215', '216', '327'],
  'Tetanus and diphtheria booster': ['09', '113', '138', '139', '196'],
  'Tetanus booster': ['115'],
  'Childhood tetanus, diphtheria and whooping cough': ['01', '20', '50', '106', '107', '110', '120', '130', '146', '170'],
  'Polio vaccine': ['02', '10', '89', '178', '182'],
  'Measles, mumps and rubella': ['03', '94'],
  'Chickenpox vaccine': ['21'],
  'Shingles vaccine': ['121', '187', '188'],
  'Hepatitis A vaccine': ['31', '52', '83', '84', '85'],
  'Hepatitis B vaccine': ['08', '42', '43', '44', '45', '189', '220'],
  'Hepatitis A and B vaccine': ['104'],
  'Hib vaccine, against a childhood germ': ['17', '46', '47', '48', '49', '51'],
  'HPV vaccine': ['62', '118', '137', '165'],
  'Meningitis vaccine': ['32', '103', '108', '114', '136', '147', '148', '162', '163', '164', '203', '316'],
  'Rotavirus vaccine': ['74', '116', '119', '122'],
  'RSV vaccine': ['303', '304', '305', '306', '307', '314', '315', '326'],
  'Rabies vaccine': ['18', '40', '90', '175', '176'],
  'Typhoid vaccine': ['25', '41', '91', '101', '190'],
  'Yellow fever vaccine': ['37', '183', '184'],
  'Japanese encephalitis vaccine': ['39', '129', '134'],
  'Mpox and smallpox vaccine': ['75', '206'],
  'BCG, against tuberculosis': ['19'],
}

const names = new Map<string, string>(Object.entries(byName).flatMap(([name, codes]) => codes.map((code): [string, string] => [code, name])))

/** The everyday name of a CVX code; undefined when we have none. */
export const plainVaccineName = (code: string | undefined): string | undefined => (code === undefined ? undefined : names.get(code.length === 1 ? `0${code}` : code))

/** The CVX codes that people mean by a word ("flu", "tetanus"). */
export function vaccineCodesMeant(words: string): readonly string[] {
  const said = words.toLowerCase().trim()
  if (said.length < 3) return []
  return Object.entries(byName).flatMap(([name, codes]) =>
    name
      .toLowerCase()
      .split(/[^a-z0-9-]+/)
      .some((one) => one === said || (said.length >= 4 && one.startsWith(said))) || name.toLowerCase() === said
      ? codes
      : [],
  )
}
