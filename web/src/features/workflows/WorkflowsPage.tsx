import {
  AppstoreOutlined,
  CopyOutlined,
  DeleteOutlined,
  DeploymentUnitOutlined,
  DownloadOutlined,
  EditOutlined,
  FolderFilled,
  FolderOpenOutlined,
  MoreOutlined,
  PlusOutlined,
  SearchOutlined,
  UploadOutlined,
} from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Select, Tag } from 'antd';
import { useDeferredValue, useRef, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { WorkflowSummary } from '../../api/types.js';
import { deleteWorkflow, fetchDraft, useAllWorkflows, workflowKeys } from '../../api/workflows.js';
import { DataList, type Column } from '../../shared/ui/DataList.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { saveFile } from '../../shared/ui/save-file.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { later } from '../../shared/ui/later.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { SearchField } from '../../shared/ui/SearchField.js';
import { useAct } from '../../shared/ui/use-act.js';
import { useUndoableDelete } from '../../shared/ui/use-undoable-delete.js';
import { browse, STATES, type WorkflowState } from './browse-workflows.js';
import { FileDrop } from './FileDrop.js';
import { foldersOf, renamedFolder } from './folder-path.js';
import type { PlaceChange } from './PlaceDialog.js';
import { useMoves } from './use-moves.js';
import { useNewWorkflow } from './use-new-workflow.js';
import styles from './workflows.module.css';

const PlaceDialog = later<ComponentProps<typeof import('./PlaceDialog.js').PlaceDialog>>(
  async () => (await import('./PlaceDialog.js')).PlaceDialog,
);
const LARGEST_FILE = 2_000_000;
const hrefOf = ({ id }: WorkflowSummary): string => `/workflows/${encodeURIComponent(id)}`;

/** All workflows by folder. Where one is (`?folder=`, `?state=`) is in the address. */
export function WorkflowsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = useFeedback();
  const [params, setParams] = useSearchParams();
  const [search, setSearch] = useState('');
  const workflows = useAllWorkflows();
  const create = useNewWorkflow();
  const file = useRef<HTMLInputElement>(null);
  const { hides, remove } = useUndoableDelete();
  const folder = params.get('folder') ?? '';
  const state = STATES.find((each) => each === params.get('state'));
  const turn = (name: 'folder' | 'state', value: string | undefined): void => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next);
  };
  const there = (workflows.data ?? []).filter(({ id }) => !hides(id));
  const shown = browse(there, { folder, state, search: useDeferredValue(search) });
  const importFile = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) return void message.error(t('workflows.tooLarge'));
    await create.fromYaml(await chosen.text());
  };
  const [placing, setPlacing] = useState<(PlaceChange & { readonly workflow?: WorkflowSummary }) | null>(null);
  const moves = useMoves();
  const place = async (value: string): Promise<boolean> => {
    if (!placing) return true;
    const { what, workflow, subject } = placing;
    if (what === 'folder') {
      const moved = renamedFolder(workflows.data ?? [], placing.value, value);
      const changes = moved.map(({ id, from, to }) => ({ id, from: { folder: from }, to: { folder: to } }));
      const done = await moves(changes, t('workflows.folderDone', { name: value || t('workflows.allFolders') }));
      if (done) turn('folder', value || undefined);
      return done;
    }
    if (!workflow) return true;
    const { id, folder: from, name } = workflow;
    return what === 'move'
      ? moves(
          [{ id, from: { folder: from }, to: { folder: value } }],
          t('workflows.moved', { name: subject, folder: value || t('workflows.allFolders') }),
        )
      : moves([{ id, from: { name }, to: { name: value } }], t('workflows.renamed', { name: value }));
  };
  const columns = useColumns(
    remove,
    (workflow) => void create.copyOf(workflow),
    (what, workflow) => {
      const subject = workflow.name || workflow.key;
      setPlacing({ what, subject, value: what === 'move' ? workflow.folder : subject, workflow });
    },
  );
  return (
    <FileDrop onFile={(dropped) => void importFile(dropped)} hint={t('workflows.dropHere')}>
      <Page
        title={t('nav.workflows')}
        lead={t('workflows.lead')}
        actions={
          <>
            <input
              ref={file}
              type="file"
              accept=".yaml,.yml,.json"
              hidden
              aria-label={t('workflows.import')}
              onChange={(event) => void importFile(event.target.files?.[0]).finally(() => (event.target.value = ''))}
            />
            <Button icon={<UploadOutlined />} onClick={() => file.current?.click()}>
              {t('workflows.import')}
            </Button>
            <Link to="/templates">
              <Button icon={<AppstoreOutlined />}>{t('home.fromTemplate')}</Button>
            </Link>
            <Button type="primary" icon={<PlusOutlined />} loading={create.busy} onClick={() => create.blank(folder)}>
              {t('workflows.new')}
            </Button>
          </>
        }
      >
        <div className={styles['tools']}>
          <SearchField label={t('workflows.search')} value={search} onChange={setSearch} />
          <Select<WorkflowState | ''>
            aria-label={t('workflows.state')}
            value={state ?? ''}
            onChange={(value) => turn('state', value || undefined)}
            style={{ width: 170 }}
            options={[
              { value: '', label: t('workflows.anyState') },
              ...STATES.map((value) => ({ value, label: t(`workflows.states.${value}`) })),
            ]}
          />
        </div>
        {(folder || shown.folders.length > 0) && (
          <Folders
            here={folder}
            folders={shown.folders}
            onOpen={(to) => turn('folder', to || undefined)}
            onRename={() => setPlacing({ what: 'folder', subject: folder, value: folder })}
          />
        )}
        {placing && (
          <PlaceDialog change={placing} folders={foldersOf(workflows.data ?? [])} onDone={place} onClose={() => setPlacing(null)} />
        )}
        <Panel flush>
          <DataList
            label={t('nav.workflows')}
            columns={columns}
            rows={shown.workflows}
            rowKey={({ id }) => id}
            pending={workflows.isPending}
            initialSort={{ by: 'changed', order: 'descending' }}
            onOpen={(workflow) => void navigate(hrefOf(workflow))}
            empty={
              search || state ? (
                <EmptyState small icon={<SearchOutlined />} title={t('workflows.notFound')} />
              ) : (
                <EmptyState
                  icon={<DeploymentUnitOutlined />}
                  title={t('home.noWorkflows')}
                  action={
                    <Link to="/templates">
                      <Button type="primary">{t('home.pickTemplate')}</Button>
                    </Link>
                  }
                >
                  {t('workflows.noneLead')}
                </EmptyState>
              )
            }
          />
        </Panel>
      </Page>
    </FileDrop>
  );
}
function Folders({
  here,
  folders,
  onOpen,
  onRename,
}: {
  readonly here: string;
  readonly folders: readonly { readonly path: string; readonly name: string; readonly count: number }[];
  readonly onOpen: (path: string) => void;
  readonly onRename: () => void;
}) {
  const { t } = useTranslation();
  const steps = here ? here.split('/') : [];
  return (
    <div className={styles['folders']}>
      {here && (
        <nav aria-label={t('workflows.folders')} className={styles['crumbs']}>
          <button type="button" onClick={() => onOpen('')}>
            {t('workflows.allFolders')}
          </button>
          {steps.map((step, index) => (
            <span key={index}>
              /
              <button
                type="button"
                aria-current={index === steps.length - 1 || undefined}
                onClick={() => onOpen(steps.slice(0, index + 1).join('/'))}
              >
                {step}
              </button>
            </span>
          ))}
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            aria-label={t('workflows.renameFolder', { name: here })}
            title={t('workflows.folderDo')}
            onClick={onRename}
          />
        </nav>
      )}
      {folders.map(({ path, name, count }) => (
        <button key={path} type="button" className={styles['folder']} onClick={() => onOpen(path)}>
          <FolderFilled /> {name}
          <small>{count}</small>
        </button>
      ))}
    </div>
  );
}
function useColumns(
  remove: ReturnType<typeof useUndoableDelete>['remove'],
  copy: (workflow: WorkflowSummary) => void,
  place: (what: 'move' | 'rename', workflow: WorkflowSummary) => void,
): readonly Column<WorkflowSummary>[] {
  const { t } = useTranslation();
  const act = useAct();
  const queries = useQueryClient();
  const exportYaml = async (workflow: WorkflowSummary): Promise<void> => {
    const draft = await act(() => fetchDraft(workflow.id));
    if (draft) saveFile(`${workflow.key}.yaml`, draft.yaml, 'application/yaml');
  };
  const menu = (workflow: WorkflowSummary) => ({
    items: [
      { key: 'rename', icon: <EditOutlined />, label: t('workflows.rename'), onClick: () => place('rename', workflow) },
      { key: 'move', icon: <FolderOpenOutlined />, label: t('workflows.move'), onClick: () => place('move', workflow) },
      { key: 'copy', icon: <CopyOutlined />, label: t('workflows.duplicate'), onClick: () => copy(workflow) },
      { key: 'export', icon: <DownloadOutlined />, label: t('workflows.export'), onClick: () => void exportYaml(workflow) },
      { type: 'divider' as const },
      {
        key: 'delete',
        icon: <DeleteOutlined />,
        danger: true,
        label: t('app.delete'),
        onClick: () =>
          remove({
            id: workflow.id,
            name: workflow.name || workflow.key,
            act: () => deleteWorkflow(workflow.id),
            after: () => queries.invalidateQueries({ queryKey: workflowKeys.all }),
          }),
      },
    ],
  });
  return [
    {
      key: 'name',
      title: t('workflows.name'),
      width: 'minmax(0, 1fr)',
      sortBy: ({ name, key }) => (name || key).toLowerCase(),
      render: (workflow) => (
        <Link to={hrefOf(workflow)} className={styles['name'] ?? ''}>
          <b>{workflow.name || workflow.key}</b>
          <small>{workflow.folder ? `${workflow.folder} / ${workflow.key}` : workflow.key}</small>
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('workflows.state'),
      width: '210px',
      sortBy: ({ publishedRevision }) => publishedRevision,
      render: ({ publishedRevision, problemCount }) => (
        <>
          {publishedRevision === null ? (
            <Tag>{t('publish.never')}</Tag>
          ) : (
            <Tag color="green">{t('revisions.name', { revision: publishedRevision })}</Tag>
          )}
          {problemCount > 0 && <Tag color="gold">{t('workflows.problems', { count: problemCount })}</Tag>}
        </>
      ),
    },
    {
      key: 'size',
      title: t('workflows.size'),
      width: '90px',
      sortBy: ({ nodesTotal }) => nodesTotal,
      render: ({ nodesTotal }) => t('workflows.nodes', { count: nodesTotal }),
    },
    {
      key: 'changed',
      title: t('workflows.changed'),
      width: '130px',
      sortBy: ({ updatedAt }) => updatedAt,
      render: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    },
    {
      key: 'actions',
      title: <span className="unseen">{t('app.actions')}</span>,
      width: '34px',
      render: (workflow) => (
        <Dropdown menu={menu(workflow)} trigger={['click']} placement="bottomRight">
          <Button type="text" icon={<MoreOutlined />} aria-label={t('app.actionsFor', { name: workflow.name || workflow.key })} />
        </Dropdown>
      ),
    },
  ];
}
