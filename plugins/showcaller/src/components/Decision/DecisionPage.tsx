import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useParams } from 'react-router-dom';
import { showcallerTranslationRef } from '../../translation';
import { DecisionContent } from './DecisionContent';

/** The decision that the address names. */
export function RoutedDecision() {
  const { id = '' } = useParams();
  return <DecisionContent key={id} id={id} />;
}

/** The page with its own header, for the legacy front-end system; in the new one the app draws the header. */
export function DecisionPage() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <Page themeId="tool">
      <Header
        title={t('decision.title')}
        type={t('page.title')}
        pageTitleOverride={t('decision.title')}
      />
      <Content>
        <RoutedDecision />
      </Content>
    </Page>
  );
}
