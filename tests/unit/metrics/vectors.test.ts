import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { dec, ratio } from '@/lib/core/decimal'
import { binanceAdlScore, bitmexAdlScore, hyperliquidAdlIndex } from '@/lib/core/metrics/adl-score'
import { bybitAdlScenario, capNotional, effectiveCapacity } from '@/lib/core/metrics/capacity'
import { measureDrawdown } from '@/lib/core/metrics/drawdown'
import { creditSurplus, glide } from '@/lib/core/metrics/glide'
import { expectedLoss, type LeverageLaw, leverageLawSchema } from '@/lib/core/metrics/leverage-law'
import { liquidationPrices } from '@/lib/core/metrics/liquidation-price'
import { solveSlippage } from '@/lib/core/metrics/slippage'
import { reverseStress, stress } from '@/lib/core/metrics/stress'
import { measureConcentration, measureWrongWay, stressWrongWay } from '@/lib/core/metrics/wrong-way'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import file from '@/tests/support/vectors/stress_vectors.json'

type Value = number | boolean | null | undefined

const fileSchema = z.object({
  version: z.literal(1),
  tolerance_rel: z.number(),
  tolerance_rel_iterative: z.record(z.string(), z.number()),
  vectors: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      inputs: z.record(z.string(), z.unknown()),
      expected: z.record(z.string(), z.union([z.number(), z.boolean()])),
    }),
  ),
})

const rangeOf = z.object({ kind: z.enum(['uniform', 'loguniform']), a: z.number(), b: z.number() })
const lawOf: z.ZodType<LeverageLaw> = z
  .union([
    z
      .object({ kind: z.literal('point'), L: z.number() })
      .transform(({ kind, L }): LeverageLaw => ({ kind, leverage: L })),
    rangeOf.transform(({ kind, a, b }): LeverageLaw => ({ kind, min: a, max: b })),
    z
      .object({ kind: z.literal('cushion_uniform'), cmin: z.number(), cmax: z.number() })
      .transform(({ kind, cmin, cmax }): LeverageLaw => ({ kind, min: cmin, max: cmax })),
    z
      .object({
        kind: z.literal('mixture'),
        parts: z.array(z.tuple([z.number(), z.lazy(() => lawOf)])),
      })
      .transform(({ kind, parts }): LeverageLaw => ({ kind, parts: parts.map(([weight, law]) => ({ weight, law })) })),
  ])
  .transform((law) => leverageLawSchema.parse(law))

const pool = { contract: z.enum(['linear', 'inverse']), side: z.enum(['long', 'short']), N: z.number(), law: lawOf }
const numbers = <Name extends string>(...names: Name[]) => z.record(z.enum(names), z.number())

/** One function per kind: the vector's inputs in, every figure the vector states out. */
const kinds: Record<string, (inputs: unknown) => Record<string, Value>> = {
  stress(inputs) {
    const given = z.object({ ...pool, F: z.number(), F_eff: z.number(), g: z.number(), s: z.number() }).parse(inputs)
    const { contract, side, N, F, law } = given
    const result = stress({
      contract,
      side,
      openInterest: N,
      fund: F,
      usableFund: given.F_eff,
      gap: given.g,
      slippage: given.s,
      leverageLaw: law,
    })
    return {
      all_in_move: result.allInMove,
      unit_loss: result.unitLoss,
      lambda_: expectedLoss(law, result.unitLoss),
      bankrupt_share: result.bankruptShare,
      bankrupt_notional: result.bankruptNotional,
      shortfall: result.shortfall,
      fund_draw: result.fundDraw,
      fund_after: result.fundAfter,
      fund_depletion_pct: (result.fundDraw / F) * 100,
      residual_to_adl: result.residualToAdl,
      coverage: result.stressCoverage,
      marginal_loss_per_1pt_unit_loss: result.bankruptNotional / 100,
      fund_to_oi_pct: (F / N) * 100,
      adl_share_of_winner_pnl: result.residualToAdl / (N * result.unitLoss),
      reverse_unit_loss: result.exhaustion?.unitLoss,
      reverse_all_in_move: result.exhaustion?.allInMove,
      reverse_gap: result.exhaustion?.gap,
    }
  },
  reverse(inputs) {
    const { contract, side, N, law, F_eff, s } = z.object({ ...pool, F_eff: z.number(), s: z.number() }).parse(inputs)
    const found = reverseStress({ contract, side, usable: dec(F_eff), openInterest: dec(N), slippage: s, law })
    return {
      unit_loss: found?.unitLoss,
      unit_loss_closed_form: found?.unitLoss,
      all_in_move: found?.allInMove,
      gap: found?.gap,
    }
  },
  effective_capacity(inputs) {
    const { F_now, F_peak_8h, theta } = numbers('F_now', 'F_peak_8h', 'theta').parse(inputs)
    return { F_eff: effectiveCapacity(F_now, F_peak_8h, theta).toNumber() }
  },
  bybit_doc_scenario(inputs) {
    const given = numbers(
      'max_balance_8h',
      'symbol_pnl_now',
      'symbol_pnl_8h_max',
      'insurancePnlRatio',
      'adlTriggerThreshold',
      'balance',
    ).parse(inputs)
    const result = bybitAdlScenario({
      balance: given.balance,
      maxBalance8h: given.max_balance_8h,
      symbolPnlNow: given.symbol_pnl_now,
      symbolPnl8hMax: given.symbol_pnl_8h_max,
      insurancePnlRatio: given.insurancePnlRatio,
      adlTriggerThreshold: given.adlTriggerThreshold,
    })
    return {
      pnlRatio: result?.pnlRatio,
      adl_triggered: result?.adlTriggered,
      borne_by_pool: result?.borneByPool.toNumber(),
      borne_by_adl: result?.borneByAdl.toNumber(),
      adl_proximity: result?.proximity.present ? result.proximity.proximity : null,
    }
  },
  notional_cap(inputs) {
    const given = numbers('bankrupt_notional', 'F', 'cap_multiple', 'shortfall').parse(inputs)
    const result = capNotional(given.bankrupt_notional, given.F, given.cap_multiple)
    return {
      absorbable_notional: result.absorbableNotional.toNumber(),
      absorbed_share: result.absorbedShare,
      notional_to_adl: result.notionalToAdl.toNumber(),
    }
  },
  wrong_way(inputs) {
    const asset = z.object({ asset: z.string(), usd: z.number(), shock: z.number(), haircut: z.number() })
    const given = z
      .object({ fund: z.array(asset), N: z.number(), law: lawOf, g: z.number(), s: z.number() })
      .parse(inputs)
    const assets = given.fund.map(({ usd, ...rest }) => ({ ...rest, valueUsd: usd }))
    const values = measureWrongWay(assets)
    const results = stressWrongWay(assets, {
      contract: 'linear',
      side: 'long',
      openInterest: given.N,
      gap: given.g,
      slippage: given.s,
      leverageLaw: given.law,
    })
    const concentration = measureConcentration(given.fund.map(({ usd }) => usd))
    return {
      F_headline: values.headlineUsd.toNumber(),
      F_stressed: values.stressedUsd.toNumber(),
      F_haircut: values.haircutUsd.toNumber(),
      wrong_way_ratio: values.wrongWayRatio,
      shortfall: results.headline.shortfall,
      coverage_headline: results.headline.stressCoverage,
      coverage_stressed: results.stressed.stressCoverage,
      coverage_haircut: results.haircut.stressCoverage,
      residual_headline: results.headline.residualToAdl,
      residual_stressed: results.stressed.residualToAdl,
      hhi: concentration?.hhi,
      effective_assets: concentration?.effectiveAssets,
    }
  },
  glide(inputs) {
    const given = z.object({ N: z.number(), law: lawOf, g: z.number(), s: z.number(), mu: z.number() }).parse(inputs)
    const { N: openInterest, law: leverageLaw, g: gap, s: slippage, mu: maintenance } = given
    const result = glide({ openInterest, leverageLaw, gap, slippage, maintenance })
    return {
      trigger_cushion: result.triggerCushion,
      lambda_: result.unitShortfall,
      shortfall: result.shortfall,
      net_fund_change: result.netFundChange,
    }
  },
  surplus(inputs) {
    const given = z
      .object({ N: z.number(), law: lawOf, g: z.number(), s: z.number(), mu: z.number(), retention: z.number() })
      .parse(inputs)
    const { N: openInterest, law: leverageLaw, g: gap, s: slippage, mu: maintenance, retention } = given
    const result = creditSurplus({ openInterest, leverageLaw, gap, slippage, maintenance, retention })
    return {
      shortfall: result.shortfall,
      surplus: result.surplus,
      net_draw: result.netDraw,
      liquidated_share: result.liquidatedShare,
    }
  },
  endogenous_slippage(inputs) {
    const given = z
      .object({
        N: z.number(),
        law: lawOf,
        g: z.number(),
        mu: z.number(),
        Y: z.number(),
        sigma_d: z.number(),
        ADV: z.number(),
      })
      .parse(inputs)
    const result = solveSlippage({
      openInterest: given.N,
      leverageLaw: given.law,
      gap: given.g,
      maintenance: given.mu,
      impact: given.Y,
      dailyVolatility: given.sigma_d,
      dailyVolume: given.ADV,
    })
    if (result.cascade) return {}
    return {
      slippage: result.slippage,
      all_in_move: result.allInMove,
      liquidated_notional: result.liquidatedNotional,
      shortfall: result.shortfall,
      shortfall_no_slippage: result.shortfallWithoutSlippage,
    }
  },
  prices(inputs) {
    const { contract, side, entry, L, mu } = z
      .object({ contract: pool.contract, side: pool.side, entry: z.number(), L: z.number(), mu: z.number() })
      .parse(inputs)
    const result = liquidationPrices({ contract, side, entry, leverage: L, maintenance: mu })
    return {
      bankruptcy: result.bankruptcy?.toNumber(),
      liq_mm_on_mark: result.liquidationOnMark?.toNumber(),
      liq_mm_on_entry: result.liquidationOnEntry?.toNumber(),
    }
  },
  adl_score(inputs) {
    const bitmex = numbers('entry', 'mark', 'qty', 'bankruptcy').safeParse(inputs)
    if (bitmex.success) {
      const { entry, mark, qty, bankruptcy } = bitmex.data
      const value = (price: number) => dec(price).times(qty)
      const result = bitmexAdlScore({
        entryValue: value(entry),
        markValue: value(mark),
        bankruptcyValue: value(bankruptcy),
      })
      return { pnl_pct: result?.pnlShare, effective_leverage: result?.effectiveLeverage, score: result?.score }
    }
    const binance = numbers('wallet_balance', 'unrealised', 'margin_ratio').safeParse(inputs)
    if (binance.success) {
      const { wallet_balance: walletBalance, unrealised, margin_ratio: marginRatio } = binance.data
      const result = binanceAdlScore({ walletBalance, unrealised, marginRatio })
      return { pnl_percent: result.pnlShare, leverage_pnl: result.score }
    }
    const { mark, entry, notional, account_value } = numbers('mark', 'entry', 'notional', 'account_value').parse(inputs)
    return { index: hyperliquidAdlIndex({ mark, entry, notional, accountValue: account_value }) }
  },
  drawdown(inputs) {
    const { series } = z.object({ series: z.array(z.number()) }).parse(inputs)
    const result = measureDrawdown(series)
    return {
      max_drawdown: result?.maxDrawdown,
      peak_index: result?.peakIndex,
      trough_index: result?.troughIndex,
      recovery_index: result?.recoveryIndex,
      duration: result?.duration,
      time_to_trough: result?.timeToTrough,
    }
  },
  open_interest(inputs) {
    const { contracts, ctVal_btc, oi_usd_reported } = numbers('contracts', 'ctVal_btc', 'oi_usd_reported').parse(inputs)
    const { baseUnits } = oneSidedOpenInterest({
      contractType: 'linear',
      unit: 'contracts',
      amount: dec(contracts),
      sourceSides: 1,
      contractSize: dec(ctVal_btc),
      markPrice: dec(1),
      quoteUsd: dec(1),
    })
    if (baseUnits === null) return {}
    return { oi_btc: baseUnits.toNumber(), implied_price: ratio(dec(oi_usd_reported), baseUnits) }
  },
  ccp_ratio(inputs) {
    const given = numbers('guaranty_fund', 'own_capital', 'initial_margin', 'assessments').parse(inputs)
    const prefunded = dec(given.guaranty_fund).plus(given.own_capital)
    return {
      prefunded_to_im: ratio(prefunded, dec(given.initial_margin)),
      sitg_to_gf: ratio(dec(given.own_capital), dec(given.guaranty_fund)),
    }
  },
}

describe('the stress vectors', () => {
  const { vectors, tolerance_rel, tolerance_rel_iterative } = fileSchema.parse(file)
  let compared = 0
  let ran = 0

  test.each(vectors.map((vector) => [`${vector.id} (${vector.kind})`, vector] as const))('%s agrees', (_, vector) => {
    const compute = kinds[vector.kind]
    if (compute === undefined) throw new Error(`no function for kind ${vector.kind}`)
    const tolerance = tolerance_rel_iterative[vector.kind] ?? tolerance_rel
    const actual = compute(vector.inputs)
    for (const [field, expected] of Object.entries(vector.expected)) {
      const found = actual[field]
      const where = `${vector.id} ${field}`
      if (typeof expected === 'number') {
        expect(typeof found, where).toBe('number')
        expect(Math.abs(Number(found) - expected), where).toBeLessThanOrEqual(tolerance * Math.abs(expected))
      } else {
        expect(found, where).toBe(expected)
      }
      compared += 1
    }
    ran += 1
  })

  test('covers every vector, every stated figure and every known kind', () => {
    expect(ran).toBe(30)
    expect(compared).toBe(229)
    expect(new Set(vectors.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)))
  })
})
