import { z } from 'zod'
import { defineVenue, type Source, type SourceKind, type VenueModule } from '@/lib/venues/_contract/module'

/** A declared source that is never asked. */
export function fakeSource(id: string, kind: SourceKind, cadenceS: number): Source {
  return {
    id,
    kind,
    cadenceMs: cadenceS * 1000,
    docsUrl: 'https://docs.example.com/api',
    endpoints: [{ id: 'only', docsUrl: 'https://docs.example.com/api', schema: z.unknown() }],
    requests: () => [],
    normalise: () => ({ observations: [], rejected: [] }),
  }
}

/** A venue declaration for tests: an active exchange with a fund and an open-interest source, both every minute. */
export function fakeVenue(id: string, overrides: Partial<VenueModule> = {}): VenueModule {
  return defineVenue({
    id,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    kind: 'cex',
    status: 'active',
    statusNote: null,
    links: { site: 'https://example.com', docs: null, fundPage: null },
    active: { from: null, until: null },
    disclosure: 'api',
    fundType: 'insurance',
    fundName: 'Insurance fund',
    fundAbsence: null,
    openInterest: { sourceSides: 1, note: 'One side.' },
    adl: { signal: 'adlRisk', absence: null, rule: 'A rule.', sourceUrl: 'https://example.com/adl' },
    leverage: {
      max: 100,
      reason: null,
      sourceUrl: 'https://example.com/leverage',
      observedOn: '2026-11-01',
      perMarket: false,
    },
    rateLimit: { weight: 10, perMs: 1000, concurrency: 1 },
    waterfall: [
      {
        step: 1,
        name: 'Engine',
        text: 'It closes.',
        closePrice: null,
        sourceUrl: 'https://example.com/w',
        checkedOn: '2026-11-01',
      },
    ],
    disclosures: [],
    notes: [],
    absences: { volume: 'Not asked.', depth: 'Not asked.', liquidations: 'Not asked.', history: 'Not asked.' },
    histories: [],
    sources: [fakeSource('fund', 'fund', 60), fakeSource('oi', 'open_interest', 60)],
    ...overrides,
  })
}
