import type { ChartPoint, ChartSeries } from '@/lib/queries/dto/chart'
import type { ContextMarket, LiquidationWindow, MarketContext } from '@/lib/queries/dto/context'
import type { BalanceRow, FundDetail } from '@/lib/queries/dto/fund'
import type { Latest } from '@/lib/queries/dto/latest'
import type { VenueMeasures } from '@/lib/queries/dto/measures'
import type { OverviewRow } from '@/lib/queries/dto/overview'
import type { StatusSource } from '@/lib/queries/dto/status'
import type { StressPool, StressVenue } from '@/lib/queries/dto/stress'
import type { AdlRow, MarketRow, VenuePage } from '@/lib/queries/dto/venue'

/** Answers of the read side for tests of what is shown. Every figure is made up here. */
const AT = '2026-03-01T12:00:00.000Z'
const HASH = 'ab'.repeat(32)

export function makeLatest(overrides: Partial<Latest> = {}): Latest {
  return {
    fundUsd: '412000000',
    fundType: 'insurance',
    usableUsd: '123600000',
    usableBasis: 'rule',
    oiUsd: '9300000000',
    coveredFundUsd: '412000000',
    coveredOiUsd: '9100000000',
    coverage: 0.0452,
    negativePoolsUsd: '0',
    change24h: 0.0021,
    change7d: -0.0102,
    drawdown: 0.031,
    exhaustionMove: { low: 0.08, central: 0.11, high: 0.15 },
    weakestFund: { fund: 'WIFUSDT', coverage: 0.0041 },
    fundObservedAt: AT,
    oiObservedAt: AT,
    checkedAt: AT,
    state: 'live',
    basis: 'collected',
    reason: null,
    ...overrides,
  }
}

/** A venue that reports nothing. */
export const noLatest: Latest = {
  fundUsd: null,
  fundType: null,
  usableUsd: null,
  usableBasis: null,
  oiUsd: null,
  coveredFundUsd: null,
  coveredOiUsd: null,
  coverage: null,
  negativePoolsUsd: null,
  change24h: null,
  change7d: null,
  drawdown: null,
  exhaustionMove: null,
  weakestFund: null,
  fundObservedAt: null,
  oiObservedAt: null,
  checkedAt: null,
  state: 'none',
  basis: null,
  reason: null,
}

export function makeOverviewRow(venue: string, overrides: Partial<OverviewRow> = {}): OverviewRow {
  return {
    venue,
    name: venue,
    kind: 'cex',
    status: 'active',
    website: null,
    fundPageUrl: null,
    disclosure: 'api',
    maxLeverage: 100,
    latest: makeLatest(),
    remarks: { corrections: [], edited: [], replies: [] },
    statusNote: null,
    recordOnly: false,
    exhaustionReason: null,
    declaredFund: 'insurance',
    fundAbsence: null,
    weakestFundLabel: 'WIFUSDT',
    adl: { level: 0, subjects: 0, absence: null },
    expectedEveryS: 60,
    sparkline: [],
    recordFrom: null,
    recordUntil: null,
    ...overrides,
  }
}

export function makeBalance(overrides: Partial<BalanceRow> = {}): BalanceRow {
  return {
    asset: 'USDT',
    units: '1000000',
    priceUsd: '1',
    priceSource: 'par',
    valueUsd: '1000000',
    observedAt: AT,
    checkedAt: AT,
    changedAt: AT,
    expectedEveryS: 60,
    state: 'live',
    rawSha256: HASH,
    ...overrides,
  }
}

export function makeFund(fund: string, overrides: Partial<FundDetail> = {}): FundDetail {
  return {
    fund,
    label: fund,
    fundType: 'insurance',
    scope: 'market',
    partOf: null,
    markets: [fund],
    oiUsd: '50000000',
    coverage: 0.02,
    valueUsd: '1000000',
    usableUsd: '300000',
    balances: [makeBalance()],
    usableBasis: 'rule',
    exhaustionMove: { low: 0.05, central: 0.07, high: 0.11 },
    exhaustionReason: null,
    state: 'live',
    reason: null,
    regroupedOn: null,
    ...overrides,
  }
}

export function makeAdl(subject: string, overrides: Partial<AdlRow> = {}): AdlRow {
  return {
    subject,
    signal: 'adlAlert',
    value: '-0.1',
    level: 0,
    proximity: 0.3,
    observedAt: AT,
    rawSha256: HASH,
    ...overrides,
  }
}

export function makeMarket(market: string, overrides: Partial<MarketRow> = {}): MarketRow {
  return {
    market,
    contractType: 'linear',
    marketKind: 'perpetual',
    settleAsset: 'USDT',
    maxLeverage: 50,
    valueUsd: '1000000',
    observedAt: AT,
    reason: null,
    funds: [],
    rawSha256: HASH,
    ...overrides,
  }
}

/** One of the largest markets, with a book of which the asks are thinner. */
export function makeContextMarket(market: string, overrides: Partial<ContextMarket> = {}): ContextMarket {
  return {
    market,
    oiUsd: '1000000000',
    maxLeverage: 100,
    volumeUsd: '9000000000',
    volumeReason: null,
    depth: {
      midPrice: '60000',
      bands: [
        { band: 0.01, bidUsd: '700000', askUsd: '500000', oiOverDepth: 2000 },
        { band: 0.02, bidUsd: '1200000', askUsd: '900000', oiOverDepth: 1111.1 },
      ],
      observedAt: AT,
      checkedAt: AT,
      expectedEveryS: 3600,
      state: 'live',
      reason: null,
      rawSha256: HASH,
    },
    volatility: { daily: 0.031, annualised: 0.592, from: AT, to: AT, returns: 672, reason: null },
    thinnestMarginMoves: 0.3226,
    thinnestMarginReason: null,
    ...overrides,
  }
}

export function makeLiquidationWindow(
  window: LiquidationWindow['window'],
  overrides: Partial<LiquidationWindow> = {},
): LiquidationWindow {
  return {
    window,
    rows: 42,
    liquidatedUsd: '6000000',
    beyondUsd: '300000',
    beyondShare: 0.05,
    lossUsd: '1500.5',
    bookedUsd: null,
    lossRatio: 0.00025,
    lossRatioBasis: 'feed',
    lossRatioAtMost: false,
    lossRatioReason: null,
    backstopUsd: '0',
    adlUsd: '0',
    lowerBound: false,
    reason: null,
    beyondReason: null,
    ...overrides,
  }
}

/** A venue of which nothing but open interest is collected. */
export const noContext: MarketContext = {
  basis: null,
  volume: {
    volumeUsd: null,
    markets: 0,
    fundOverVolume: null,
    observedAt: null,
    checkedAt: null,
    expectedEveryS: null,
    state: 'none',
    reason: 'the tickers give none',
    fundOverVolumeReason: 'the tickers give none',
    rawSha256: null,
  },
  markets: [],
  depthReason: 'no public book',
  liquidations: {
    windows: [],
    bookings: [],
    checkedAt: null,
    expectedEveryS: null,
    state: 'none',
    reason: 'no public feed',
  },
  incomplete: [],
  absences: {
    volume: 'the tickers give none',
    depth: 'no public book',
    liquidations: 'no public feed',
    history: null,
  },
}

export function makeMeasures(overrides: Partial<VenueMeasures> = {}): VenueMeasures {
  return {
    usableShare: 0.3,
    usableShareReason: null,
    worstDraws: {
      windows: [
        {
          window: '1d',
          multiple: 40,
          drawOfNow: 0.025,
          from: '2026-02-10T00:00:00.000Z',
          to: '2026-02-11T00:00:00.000Z',
          unobservable: false,
          reason: null,
        },
        {
          window: '7d',
          multiple: null,
          drawOfNow: null,
          from: null,
          to: null,
          unobservable: false,
          reason: 'no fall on record',
        },
      ],
      since: '2026-01-01T00:00:00.000Z',
      hourlySince: '2026-02-01T00:00:00.000Z',
      typicalStepMs: 3_600_000,
      samples: 700,
      basis: 'units',
    },
    assets: {
      assets: [
        { asset: 'USDT', kind: 'stable', valueUsd: '300000000', share: 0.75 },
        { asset: 'BTC', kind: 'major', valueUsd: '100000000', share: 0.25 },
      ],
      fromPartsShare: null,
      unpriced: [],
      hhi: 0.625,
      effectiveAssets: 1.6,
      hhiReason: null,
      poolHhi: 0.5,
      effectivePools: 2,
      poolHhiReason: null,
      nativeUsd: '0',
      haircutUsd: '359000000',
      haircutReason: null,
      dominantStablecoin: 'USDT',
      observedAt: AT,
    },
    stress: [
      {
        fall: 0.1,
        stressedFundUsd: '390000000',
        wrongWayRatio: 0.975,
        wrongWayReason: null,
        laws: [
          {
            law: 'high',
            shortfallUsd: '500000000',
            residualUsd: '380000000',
            stressCoverage: 0.25,
            stressCoverageAtPrices: 0.24,
          },
          {
            law: 'central',
            shortfallUsd: '200000000',
            residualUsd: '90000000',
            stressCoverage: 0.62,
            stressCoverageAtPrices: 0.6,
          },
          { law: 'low', shortfallUsd: '0', residualUsd: '0', stressCoverage: null, stressCoverageAtPrices: null },
        ],
        reason: null,
      },
    ],
    ...overrides,
  }
}

export function makeVenuePage(overrides: Partial<VenuePage> = {}): VenuePage {
  return {
    venue: 'acme',
    name: 'Acme',
    kind: 'cex',
    status: 'active',
    website: 'https://acme.example',
    fundPageUrl: null,
    disclosure: 'api',
    maxLeverage: 100,
    latest: makeLatest(),
    remarks: { corrections: [], edited: [], replies: [] },
    funds: [makeFund('A'), makeFund('B')],
    openInterest: { oiUsd: '9300000000', markets: 2, sourceSides: 1, observedAt: AT },
    adl: [],
    waterfall: [],
    leverage: { max: 100, reason: null, sourceUrl: null, observedAt: null },
    disclosures: [],
    stage: null,
    events: [],
    marketContext: noContext,
    measures: makeMeasures(),
    statusNote: null,
    recordOnly: false,
    fundName: null,
    fundAbsence: null,
    exhaustionReason: null,
    weakestFundLabel: 'WIFUSDT',
    adlProfile: { signal: 'adlAlert', absence: null, rule: null, sourceUrl: null },
    leveragePolicy: null,
    notes: [],
    openInterestNote: null,
    docsUrl: null,
    sources: [],
    figures: [],
    markets: [],
    expectedEveryS: 60,
    changes: [],
    ...overrides,
  }
}

export function makePoint(at: number, overrides: Partial<ChartPoint> = {}): ChartPoint {
  return {
    at,
    fundUsd: null,
    units: null,
    oiUsd: null,
    coverage: null,
    status: 'A',
    reason: null,
    restated: false,
    ...overrides,
  }
}

export function makeSeries(points: readonly ChartPoint[], overrides: Partial<ChartSeries> = {}): ChartSeries {
  return {
    venue: 'acme',
    name: 'Acme',
    fund: 'total',
    label: 'All funds',
    unit: null,
    interval: 'hour',
    breakAfterMs: 2 * 3_600_000,
    points,
    marks: [],
    staleFrom: null,
    basis: 'collected',
    ...overrides,
  }
}

/** A source that was read a moment ago. */
export function makeStatusSource(overrides: Partial<StatusSource> = {}): StatusSource {
  return {
    venue: 'acme',
    venueName: 'Acme',
    source: 'fund',
    kind: 'fund',
    cadenceS: 60,
    docsUrl: null,
    state: 'live',
    lastAttemptAt: '2026-03-01T12:00:00.000Z',
    lastSuccessAt: '2026-03-01T12:00:00.000Z',
    lastChangedAt: '2026-03-01T12:00:00.000Z',
    consecutiveFailures: 0,
    failingSince: null,
    errorKind: null,
    errorMessage: null,
    errorSample: null,
    errorAt: null,
    rowsWritten: 1,
    rowsRejected: 0,
    lastRunRejected: 0,
    lagS: 12,
    failure: null,
    formChanges: { count: 0, lastOn: null },
    ...overrides,
  }
}

/** A linear pool of one contract, $40M behind $2B, up to 100x. */
export function makeStressPool(fund: string | null, overrides: Partial<StressPool> = {}): StressPool {
  return {
    fund,
    label: fund ?? 'all pools as one',
    contract: 'linear',
    otherContracts: 0,
    unit: 'USD',
    priceUsd: null,
    openInterest: '2000000000',
    fundAmount: '40000000',
    usable: '40000000',
    usableBasis: 'full',
    openInterestUsd: '2000000000',
    fundUsd: '40000000',
    usableUsd: '40000000',
    maxLeverage: 100,
    leverageReason: null,
    fundObservedAt: AT,
    oiObservedAt: AT,
    checkedAt: AT,
    state: 'live',
    assets: [
      {
        asset: 'USDT',
        kind: 'stable',
        units: '40000000',
        valueUsd: '40000000',
        observedAt: AT,
        state: 'live',
        rawSha256: HASH,
      },
    ],
    markets: [
      {
        market: 'BTCUSDT',
        contractType: 'linear',
        valueUsd: '2000000000',
        maxLeverage: 100,
        observedAt: AT,
        rawSha256: 'cd'.repeat(32),
      },
    ],
    reason: null,
    ...overrides,
  }
}

/** A venue of two pools, the second half as well covered. */
export function makeStressVenue(overrides: Partial<StressVenue> = {}): StressVenue {
  const thin = { openInterest: '1000000000', openInterestUsd: '1000000000' }
  const small = { fundAmount: '10000000', fundUsd: '10000000', usable: '10000000', usableUsd: '10000000' }
  const whole = { openInterest: '3000000000', openInterestUsd: '3000000000' }
  const money = { fundAmount: '50000000', fundUsd: '50000000', usable: '50000000', usableUsd: '50000000' }
  return {
    venue: 'acme',
    name: 'Acme',
    fundType: 'insurance',
    simulated: false,
    whole: makeStressPool(null, { ...whole, ...money }),
    pools: [
      makeStressPool('btc', { label: 'BTC pool' }),
      makeStressPool('alt', { label: 'Alt pool', ...thin, ...small }),
    ],
    expectedEveryS: 60,
    meta: { generatedAt: AT, dataAsOf: AT, asOf: null },
    ...overrides,
  }
}
