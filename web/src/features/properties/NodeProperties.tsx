import { DeleteOutlined, LoginOutlined } from '@ant-design/icons';
import { Button, Input, Tabs, Tooltip } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject, NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';
import { problemSentence } from '../../shared/i18n/explain.js';
import { categoryColor, NodeIcon } from '../../shared/ui/NodeIcon.js';
import { idProblem, remove, renameHandle, renameNode, setNode } from '../designer/definition-edits.js';
import { selectBody, useDesigner, useDesignerStore } from '../designer/designer-store.js';
import { useTypeTitle } from '../palette/type-titles.js';
import { AdvancedForm } from './AdvancedForm.js';
import { sectionOf } from './advanced-sections.js';
import { ConfigGroups } from './ConfigGroups.js';
import { useFieldFocus } from './field-focus.js';
import { NodeForm } from './FormContext.js';
import { JoinEditor } from './JoinEditor.js';
import { MachineEditor } from './machine/MachineEditor.js';
import { MAX_MESSAGE, placeProblem } from './problem-places.js';
import { NodeTest } from './test/NodeTest.js';
import { ToolArguments } from './ToolArguments.js';
import { useNodeFormContext } from './use-node-form.js';
import styles from './properties.module.css';

interface Props {
  readonly node: NodeDefinition;
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly onEnter: (id: string) => void;
  readonly runPathOf: ((id: string) => string) | undefined;
  /** The execution shown upon the draft. */
  readonly executionId?: string | undefined;
}
type Tab = 'configure' | 'test' | 'general' | 'advanced';
const UNTESTED = new Set(['start', 'end', 'parallel', 'join', 'fail', 'terminate', 'human', 'signal', 'wait']);
const WITHOUT_ARGUMENTS = ['arguments'];
const WITHOUT_JOIN = ['join'];
const WITHOUT_STATES = ['initial', 'states'];
const GENERAL: ReadonlySet<unknown> = new Set(['id', 'title', 'description']);

/** Everything about one node: its form drawn from its type's schema, its name, and what every node may carry. */
export function NodeProperties({ node, types, onEnter, runPathOf, executionId }: Props) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const definition = useDesigner((state) => state.definition);
  const scope = useDesigner((state) => state.scope);
  const body = useDesigner(selectBody);
  const allProblems = useDesigner((state) => state.problems);
  const descriptor = types.get(node.type);
  const typeTitle = useTypeTitle(node.type, descriptor);
  const { edit, select, enter } = store.getState();
  const problems = useMemo(
    () =>
      allProblems
        .map((problem) => placeProblem(definition, problem))
        .filter((placed) => placed.nodeId === node.id && placed.scope.join('/') === scope.join('/')),
    [allProblems, definition, node.id, scope],
  );
  const elsewhere = problems.filter((placed) => placed.path[0] !== 'config' && sectionOf(String(placed.path[0])) === undefined);
  const { context, run, instances } = useNodeFormContext(node, types, runPathOf, executionId);
  const [tab, setTab] = useState<Tab>('configure');
  useFieldFocus(
    (target) => target.nodeId === node.id && target.scope.join('/') === scope.join('/'),
    ({ path: [first] }) =>
      setTab(first === 'config' || first === undefined || first === 'body' ? 'configure' : GENERAL.has(first) ? 'general' : 'advanced'),
  );
  const setConfig = (config: JsonObject): void => {
    const before = caseNames(node.config);
    const after = caseNames(config);
    edit((d) => {
      let next = setNode(d, scope, node.id, 'config', Object.keys(config).length ? config : undefined);
      // A case that kept its place but not its name takes its edge along.
      if (before.length === after.length)
        before.forEach((name, index) => {
          const to = after[index];
          if (to && to !== name && !after.includes(name)) next = renameHandle(next, scope, node.id, name, to);
        });
      return next;
    }, `config ${node.id}`);
  };
  const without =
    node.type === 'tool'
      ? WITHOUT_ARGUMENTS
      : node.type === 'join'
        ? WITHOUT_JOIN
        : node.type === 'statemachine'
          ? WITHOUT_STATES
          : undefined;
  const general = (
    <>
      <div className={styles['formRow']}>
        <label htmlFor="field-title">{t('props.title')}</label>
        <Input
          id="field-title"
          value={node.title ?? ''}
          placeholder={typeTitle}
          onChange={(event) => edit((d) => setNode(d, scope, node.id, 'title', event.target.value), `title ${node.id}`)}
        />
      </div>
      <IdField
        key={node.id}
        node={node}
        onRename={(to) => {
          edit((d) => renameNode(d, scope, node.id, to));
          select(new Set([to]));
        }}
        problemOf={(id) => idProblem(body, id, node.id)}
      />
      <div className={styles['formRow']}>
        <label htmlFor="field-description">{t('props.description')}</label>
        <Input.TextArea
          id="field-description"
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={node.description ?? ''}
          onChange={(event) => edit((d) => setNode(d, scope, node.id, 'description', event.target.value), `description ${node.id}`)}
        />
      </div>
    </>
  );
  const configure = (
    <>
      {elsewhere.length > 0 && (
        <div className={styles['problems']}>
          {elsewhere.slice(0, 20).map(({ problem }, index) => (
            <div
              key={index}
              className={styles['problem']}
              style={{ '--tone': problem.severity === 'error' ? 'var(--st-failed)' : 'var(--st-waiting)' } as React.CSSProperties}
            >
              {problemSentence(problem).slice(0, MAX_MESSAGE)}
            </div>
          ))}
        </div>
      )}
      {descriptor ? (
        <>
          {node.type === 'statemachine' && <MachineEditor nodeId={node.id} problems={problems} />}
          <ConfigGroups
            type={node.type}
            schema={descriptor.configSchema}
            value={node.config}
            onChange={setConfig}
            problems={problems}
            {...(without ? { without } : {})}
          />
        </>
      ) : (
        <p className={styles['lead']}>{t('props.unknownType', { type: node.type })}</p>
      )}
      {node.type === 'tool' && <ToolArguments config={node.config} onChange={setConfig} />}
      {node.type === 'join' && (
        <div className={styles['formRow']}>
          <label>{t('advanced.join')}</label>
          <JoinEditor
            value={node.config?.['join'] as NodeDefinition['join']}
            disabled={false}
            onChange={(join) => setConfig(join === undefined ? {} : { join: join as never })}
          />
        </div>
      )}
      {descriptor?.hasBody && (
        <Button block icon={<LoginOutlined />} style={{ marginTop: 14 }} onClick={() => onEnter(node.id)}>
          {t('props.enter', { count: node.body?.nodes.length ?? 0 })}
        </Button>
      )}
    </>
  );
  return (
    <div className={styles['panel']} aria-label={t('props.label')}>
      <div className={styles['head']} style={{ '--cat': categoryColor(descriptor?.category) } as React.CSSProperties}>
        <span className={styles['headIcon']}>
          <NodeIcon type={node.type} icon={descriptor?.icon} />
        </span>
        <div className={styles['headText']}>
          <b>{node.title ?? node.id}</b>
          <small>{typeTitle}</small>
        </div>
        <Tooltip title={t('props.delete')}>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('props.delete')}
            onClick={() => {
              edit((d) => remove(d, scope, new Set([node.id])));
              enter(scope);
            }}
          />
        </Tooltip>
      </div>
      <div className={styles['body']}>
        <p className={styles['lead']}>{t(`type.${node.type}.description`, { defaultValue: descriptor?.description ?? '' })}</p>
        <NodeForm.Provider value={context}>
          <Tabs
            size="small"
            activeKey={tab}
            onChange={(key) => setTab(key as Tab)}
            items={[
              { key: 'configure', label: t('props.configure'), children: configure },
              ...(UNTESTED.has(node.type)
                ? []
                : [
                    {
                      key: 'test',
                      label: t('nodeTest.tab'),
                      children: <NodeTest node={node} run={run} instances={instances} descriptor={descriptor} />,
                    },
                  ]),
              { key: 'general', label: t('props.general'), children: general },
              {
                key: 'advanced',
                label: t('props.advanced'),
                children: (
                  <AdvancedForm
                    node={node}
                    descriptor={descriptor}
                    incoming={body.edges.filter((edge) => edge.target === node.id).length}
                    others={body.nodes.filter((other) => other.id !== node.id && other.type !== 'start' && other.type !== 'end')}
                    problems={problems}
                    disabled={false}
                    set={(member, value) => edit((d) => setNode(d, scope, node.id, member, value), `${member} ${node.id}`)}
                  />
                ),
              },
            ]}
          />
        </NodeForm.Provider>
      </div>
    </div>
  );
}
const caseNames = (config: JsonObject | undefined): string[] =>
  Array.isArray(config?.['cases'])
    ? (config['cases'] as readonly unknown[]).map((entry) => String((entry as { name?: unknown } | null)?.name ?? ''))
    : [];

/** The id takes effect when it is whole and allowed; everything that refers to it follows. */
function IdField({
  node,
  onRename,
  problemOf,
}: {
  readonly node: NodeDefinition;
  readonly onRename: (to: string) => void;
  readonly problemOf: (id: string) => string | null;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(node.id);
  const problem = problemOf(text);
  const commit = (): void => {
    if (problem) setText(node.id);
    else if (text !== node.id) onRename(text);
  };
  return (
    <div className={styles['formRow']}>
      <label htmlFor="field-id">{t('props.id')}</label>
      <Input
        id="field-id"
        value={text}
        disabled={node.type === 'start'}
        status={problem ? 'error' : ''}
        style={{ fontFamily: 'var(--mono)', fontSize: 13 }}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onPressEnter={commit}
      />
      {problem && <div style={{ color: 'var(--st-failed)', fontSize: 12, marginTop: 4 }}>{t(`props.idProblem.${problem}`)}</div>}
    </div>
  );
}
