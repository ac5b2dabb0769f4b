"""The database that is measured: filled, checked, and everybody signed in."""

import time

import _check
import _fill
import _patterns
import _plan
import _sessions
import _world
from _tasks import Person

MOMENTS = {"S": 300, "M": 600, "L": 1000}
TRIGRAM = """CREATE INDEX bench_name_trgm ON qlvb_document
    USING gin (unaccent(name) gin_trgm_ops)"""


class Stage:
    """Everything that a run needs; ``seconds`` says what took how long."""

    def __init__(self, env, size, documents, drafts, agencies):
        self.env, self.seconds = env, {}
        # A job of the server would hold locks and spoil the times.
        _fill.side_by_side(["UPDATE ir_cron SET active = FALSE"])
        env.cr.rollback()
        self.world = self._timed("people", _world.Builder(env, agencies).build)
        patterns = _patterns.Patterns(env, self.world.model).make()
        readers = [agency.specialists[0] for agency in self.world.agencies[:20]]
        self.task = _patterns.discussed_task(env, readers[0], readers)
        env.cr.commit()
        self.plan = _plan.Plan(
            documents,
            drafts,
            len(self.world.agencies),
            _world.YEARS,
            min(MOMENTS[size], documents // 20),
        )
        self.filler = _fill.Filler(env.cr._obj, env, self.world, self.plan, patterns)
        self._timed("documents", self.filler.fill)
        self._timed("trigram index", lambda: _fill.side_by_side([TRIGRAM]))
        self._timed("checking", lambda: _check.check(env, self.plan, self.filler))
        self._sign_in()
        env.cr.commit()

    def _timed(self, what, run):
        start = time.perf_counter()
        found = run()
        self.seconds[what] = time.perf_counter() - start
        print(f"{what}: {self.seconds[what]:.1f} s", flush=True)
        return found

    def _sign_in(self):
        """Make the sessions of those who work during the run."""
        world, agencies = self.world, self.world.agencies
        everywhere = [agency.company for agency in agencies]
        groups = {
            "specialists": [(a.specialists[0], [a.company]) for a in agencies[:20]],
            "heads": [(a.heads[1], [a.company]) for a in agencies[:5]],
            "clerks": [(a.clerk, [a.company]) for a in agencies[1:6]],
            "chiefs": [(user, everywhere) for user in world.chiefs],
            "leaders": [(agencies[0].leader, [agencies[0].company])],
            "registry": [(user, [agencies[0].company]) for user in world.clerks],
        }
        users = {user for group in groups.values() for user, _c in group}
        sessions = _sessions.make(self.env, sorted(users))
        for name, group in groups.items():
            people = [
                Person(user, companies, _sessions.Browser(sessions[user], companies))
                for user, companies in group
            ]
            setattr(self, name, people)

    def drafts(self):
        """Return an iterator over the ids of the drafts of the first agency."""
        first, last = self.plan.documents, self.plan.total
        return (self.filler.document_id(n) for n in range(first, last))

    def discussed(self, people):
        """Return {user: id of a document with a long discussion that the user sees}."""
        self.env.cr.execute(
            """SELECT DISTINCT ON (a.user_id) a.user_id, a.document_id
               FROM qlvb_assignment a JOIN mail_message m ON m.res_id = a.document_id
                   AND m.model = 'qlvb.document' AND m.message_type = 'notification'
               JOIN qlvb_document d ON d.id = a.document_id AND d.state = 'done'
               WHERE a.user_id = ANY(%s) ORDER BY a.user_id, a.document_id DESC""",
            [[person.uid for person in people]],
        )
        return dict(self.env.cr.fetchall())
