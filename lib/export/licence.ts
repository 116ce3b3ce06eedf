/** The licence of the data, stated here and nowhere else; the code has its own, in LICENSE. */
export const dataLicence = {
  name: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0 International',
  path: 'https://creativecommons.org/licenses/by/4.0/',
} as const

/** What the licence does not reach. */
export const licenceNote =
  "The licence is of Coverline's compilation: the selection, the columns, the computed values. Each figure is the publication of the venue or source its row names; their terms apply to it and to raw answers, and Coverline claims no right in it. Simulated rows are not data about any venue."
