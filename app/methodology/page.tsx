import type { Metadata } from 'next'
import { Page } from '@/app/_components/page'
import { AdlSection } from './_sections/adl'
import { CorrectionsSection, SourcesSection, VocabularySection } from './_sections/closing'
import { CoverageSection, FundTypesSection, PoolsSection } from './_sections/coverage'
import { DisclosureSection } from './_sections/disclosure'
import { AttributionSection, EpisodesSection } from './_sections/episodes'
import { ExhaustionSection } from './_sections/exhaustion'
import { DrawdownSection } from './_sections/history'
import { MarketContextSection } from './_sections/market-context'
import { MeasuresSection } from './_sections/measures'
import { OpenInterestSection, PricesSection, UsableSection } from './_sections/money'
import { PlausibilitySection } from './_sections/plausibility'
import { GapsSection, PitfallsSection, RecordSection } from './_sections/record'
import { MissingSection, StatesSection } from './_sections/states'
import { StressSection } from './_sections/stress'
import { chapters } from './contents'
import styles from './page.module.css'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Methodology: how figures are made',
  description:
    'Every formula and rule behind the figures: coverage, open interest, exhaustion move, usable capacity, states, ADL levels, the record, and what is not confirmed.',
  alternates: { canonical: '/methodology' },
}

export default function MethodologyPage() {
  return (
    <Page
      title="Methodology: how figures are made"
      lede={
        <p>
          Every rule and formula behind the figures as they are computed now, what is assumed, and what is not
          confirmed. Examples on this page are computed by the functions that make the published figures.
        </p>
      }
    >
      <nav className={styles.contents} aria-label="Contents">
        <ol>
          {chapters.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ol>
      </nav>
      <CoverageSection />
      <PoolsSection />
      <FundTypesSection />
      <OpenInterestSection />
      <PricesSection />
      <UsableSection />
      <ExhaustionSection />
      <StressSection />
      <DrawdownSection />
      <MeasuresSection />
      <EpisodesSection />
      <AttributionSection />
      <MarketContextSection />
      <PlausibilitySection />
      <StatesSection />
      <MissingSection />
      <AdlSection />
      <DisclosureSection />
      <RecordSection />
      <PitfallsSection />
      <GapsSection />
      <VocabularySection />
      <CorrectionsSection />
      <SourcesSection />
    </Page>
  )
}
