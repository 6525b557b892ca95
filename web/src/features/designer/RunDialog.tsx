import { Alert, Button, Modal, Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { execute } from '../../api/workflows.js';
import { isApiError } from '../../api/client.js';
import type { Json, JsonSchema } from '../../api/types.js';
import { errorSentence, problemSentence } from '../../shared/i18n/explain.js';
import { SchemaForm } from '../../shared/form/SchemaForm.js';
import { CodeArea } from '../../shared/ui/CodeArea.js';
import { sentenceOf } from '../../shared/ui/use-act.js';
import { EarlierInputs } from './EarlierInputs.js';
import { lastInput, latestInput, rememberInput } from './last-input.js';
import { NO_WISH, StartOptions, type StartWish } from './StartOptions.js';
import startStyles from './start.module.css';
import styles from './designer.module.css';

interface Props {
  readonly open: boolean;
  readonly workflowId: string;
  readonly inputs: JsonSchema | undefined;
  readonly publishedRevision: number | null;
  /** Whether what is on the screen differs from the released revision. */
  readonly draftDiffers: boolean;
  readonly onClose: () => void;
  readonly flush: () => Promise<boolean>;
  readonly onStarted: (executionId: string) => void;
}
const hasFields = (schema: JsonSchema | undefined): boolean =>
  typeof schema === 'object' && Object.keys((schema['properties'] ?? {}) as object).length > 0;

/** Asks for the input by the schema of the workflow and starts it: the draft as a trial, or the released revision. */
export function RunDialog({ open, workflowId, inputs, publishedRevision, draftDiffers, onClose, flush, onStarted }: Props) {
  const { t } = useTranslation();
  const fields = hasFields(inputs);
  const [mode, setMode] = useState<'form' | 'json'>('form');
  const [what, setWhat] = useState<'draft' | 'released'>('draft');
  const [value, setValue] = useState<Json | undefined>(undefined);
  const [text, setText] = useState('{}');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [wish, setWish] = useState<StartWish>(NO_WISH);
  const offer = (input: Json): void => {
    setValue(input);
    setText(JSON.stringify(input, null, 2));
  };
  useEffect(() => {
    if (!open) return;
    const remembered = lastInput(workflowId);
    offer(remembered ?? {});
    let stale = false;
    // A dialog without the last input at hand still works: it only starts empty.
    if (remembered === undefined)
      latestInput(workflowId)
        .then((input) => !stale && input !== undefined && offer(input))
        .catch(() => undefined);
    setWhat(publishedRevision === null || draftDiffers ? 'draft' : 'released');
    setFailure(null);
    return () => void (stale = true);
  }, [open, workflowId, publishedRevision, draftDiffers]);
  const schema = useMemo(() => inputs ?? {}, [inputs]);
  const switchTo = (next: 'form' | 'json'): void => {
    if (next === 'json') setText(JSON.stringify(value ?? {}, null, 2));
    else {
      try {
        setValue(JSON.parse(text) as Json);
      } catch {
        // What does not parse stays in the JSON tab, where it can be mended.
        return setFailure(t('run.badJson'));
      }
    }
    setFailure(null);
    setMode(next);
  };
  const start = async (input: Json): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      if (what === 'draft' && !(await flush())) return setFailure(t('publish.notSaved'));
      const request = {
        input,
        ...(what === 'draft' ? { revision: 'draft' as const } : {}),
        ...(wish.tags.length ? { tags: wish.tags } : {}),
        ...(wish.priority !== 0 ? { priority: wish.priority } : {}),
      };
      const { id } = await execute(workflowId, request, crypto.randomUUID());
      rememberInput(workflowId, input);
      onStarted(id);
    } catch (error) {
      setFailure(
        isApiError(error) && error.problems.length > 1
          ? [errorSentence(error.code, error.message), ...error.problems.map((p) => `${p.pointer} ${problemSentence(p)}`)].join('\n')
          : sentenceOf(error),
      );
    } finally {
      setBusy(false);
    }
  };
  const startJson = (): void => {
    try {
      void start(JSON.parse(text) as Json);
    } catch {
      setFailure(t('run.badJson'));
    }
  };
  const options = <StartOptions wish={wish} onWish={setWish} />;
  const buttons = (
    <div className={styles['runButtons']}>
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button
        type="primary"
        htmlType={mode === 'form' && fields ? 'submit' : 'button'}
        loading={busy}
        data-testid="run-confirm"
        {...(mode === 'form' && fields ? {} : { onClick: fields || mode === 'json' ? startJson : () => void start({}) })}
      >
        {t('run.start')}
      </Button>
    </div>
  );
  return (
    <Modal open={open} title={t('run.title')} footer={null} onCancel={onClose} width={600} destroyOnHidden>
      <div className={styles['runTop']}>
        <Segmented
          value={what}
          onChange={setWhat}
          options={[
            { value: 'draft', label: t('run.draft') },
            {
              value: 'released',
              label: publishedRevision === null ? t('run.notReleased') : t('run.released', { revision: publishedRevision }),
              disabled: publishedRevision === null,
            },
          ]}
        />
        <span className={startStyles['right']}>
          {(fields || mode === 'json') && <EarlierInputs workflowId={workflowId} onPick={offer} />}
          {fields && (
            <Segmented
              size="small"
              value={mode}
              onChange={switchTo}
              options={[
                { value: 'form', label: t('run.form') },
                { value: 'json', label: 'JSON' },
              ]}
            />
          )}
        </span>
      </div>
      <p className={startStyles['help']}>{t(what === 'draft' ? 'start.draftHelp' : 'start.releasedHelp')}</p>
      {failure && (
        <Alert type="error" showIcon title={<span style={{ whiteSpace: 'pre-line' }}>{failure}</span>} style={{ marginBottom: 14 }} />
      )}
      {mode === 'form' && fields ? (
        <SchemaForm schema={schema} value={value} onChange={setValue} onSubmit={(input) => void start(input)} disabled={busy}>
          {options}
          {buttons}
        </SchemaForm>
      ) : (
        <>
          {fields || mode === 'json' ? (
            <CodeArea value={text} language="json" onChange={setText} minRows={8} label="JSON" />
          ) : (
            <p className={styles['dim']}>{t('run.noInput')}</p>
          )}
          {options}
          {buttons}
        </>
      )}
    </Modal>
  );
}
