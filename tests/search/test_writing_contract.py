"""What writing leaves in the index, the same on both engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from records.errors import StorageError
from records.search import Query
from search.documents import ArticleDocuments
from search.engine import Engine
from tests.search.press import PRESS, Named, article_id, make_documents

MEDICS = Named(union="medics-kurgan", words="Курганский профсоюз медиков", tone=1)
FEDERATION = Named(union="fp-kurgan", words="Федерация Кургана", tone=-1)
TEXT = "Курганский профсоюз медиков провёл собрание. Федерация Кургана не пришла."


def revise(revision: int, *named: Named, title: str = "Собрание") -> ArticleDocuments:
    return make_documents("meeting", title=title, text=TEXT, named=named, revision=revision)


def evidence_of(engine: Engine) -> list[tuple[str, int]]:
    [hit] = engine.search(Query(outlets=("tobol",))).hits
    return [(one.union, one.tone) for one in hit.evidence]


def content(engine: Engine) -> tuple[object, ...]:
    results = engine.search(Query(limit=100))
    return results, sorted(engine.versions())


def test_a_replay_changes_nothing(engine: Engine) -> None:
    assert engine.write(PRESS) == []
    before = content(engine)
    assert engine.write(PRESS) == []
    assert engine.write(list(reversed(PRESS))) == []
    assert content(engine) == before


def test_a_late_writer_of_an_older_revision_changes_nothing(engine: Engine) -> None:
    engine.write([revise(2, MEDICS, title="Новое")])
    before = content(engine)
    assert engine.write([revise(1, MEDICS, FEDERATION, title="Старое")]) == []
    assert content(engine) == before
    assert evidence_of(engine) == [("medics-kurgan", 1)]


def test_a_newer_revision_replaces_the_article_and_all_its_mentions(engine: Engine) -> None:
    engine.write([revise(1, MEDICS, FEDERATION)])
    assert evidence_of(engine) == [("medics-kurgan", 1), ("fp-kurgan", -1)]
    engine.write([revise(2, replace(FEDERATION, tone=0), title="Переразмечено")])
    assert evidence_of(engine) == [("fp-kurgan", 0)]
    assert engine.search(Query()).hits[0].title == "Переразмечено"
    assert engine.search(Query(unions=("medics",))).total == 0
    assert list(engine.versions()) == [(article_id("meeting"), 2)]


def test_a_mention_that_vanished_may_come_back(engine: Engine) -> None:
    for revision, named in ((1, (MEDICS, FEDERATION)), (2, (MEDICS,)), (3, (MEDICS, FEDERATION))):
        engine.write([revise(revision, *named)])
    assert evidence_of(engine) == [("medics-kurgan", 1), ("fp-kurgan", -1)]


def test_mentions_vanish_when_none_is_left(engine: Engine) -> None:
    engine.write([revise(1, MEDICS)])
    engine.write([revise(2)])
    assert evidence_of(engine) == []
    assert engine.search(Query(unions=("fnpr",))).total == 0


def test_of_two_revisions_in_one_batch_the_higher_stays(engine: Engine) -> None:
    engine.write([revise(2, FEDERATION), revise(1, MEDICS)])
    assert evidence_of(engine) == [("fp-kurgan", -1)]


def test_removed_articles_are_gone_with_their_mentions_and_may_return(engine: Engine) -> None:
    engine.write([*PRESS, revise(3, MEDICS)])
    engine.remove([article_id("meeting"), article_id("rise"), article_id("was never here")])
    assert article_id("meeting") not in dict(engine.versions())
    assert engine.search(Query(unions=("medics-kurgan",))).total == 1
    engine.write([revise(3)])
    assert evidence_of(engine) == []
    engine.write([revise(3, MEDICS)])
    assert evidence_of(engine) == [("medics-kurgan", 1)]


def test_removing_and_writing_nothing_is_allowed(engine: Engine) -> None:
    assert engine.write([]) == []
    engine.remove([])
    assert list(engine.versions()) == []


def test_versions_list_every_article_once(engine: Engine) -> None:
    engine.write([*PRESS, revise(7, MEDICS)])
    expected = {article_id(key): 1 for key in ("rise", "rise-copy", "blame", "plain", "pirates")}
    assert dict(engine.versions()) == expected | {article_id("meeting"): 7}
    assert len(list(engine.versions())) == 6


@pytest.mark.parametrize("wrong", [{"@timestamp": "soon"}, {"colour": "red"}, {"is_reprint": "perhaps"}])
def test_a_document_that_does_not_fit_is_refused_for_good_and_the_others_are_written(
    engine: Engine, wrong: dict[str, object]
) -> None:
    misfit = revise(1, MEDICS)
    misfit = replace(misfit, article={**misfit.article, **wrong})
    [refusal] = engine.write([PRESS[0], misfit, PRESS[2]])
    assert refusal.id == article_id("meeting")
    assert refusal.permanent
    assert next(iter(wrong)) in refusal.reason
    assert sorted(dict(engine.versions())) == sorted([PRESS[0].article_id, PRESS[2].article_id])
    assert engine.search(Query(unions=("medics-kurgan",))).total == 1


def test_a_mention_that_does_not_fit_is_reported_under_its_article(engine: Engine) -> None:
    misfit = revise(1, MEDICS)
    misfit = replace(misfit, mentions=({**misfit.mentions[0], "tone": "bad"},))
    [refusal] = engine.write([misfit, *PRESS])
    assert (refusal.id, refusal.permanent) == (article_id("meeting"), True)
    assert "tone" in refusal.reason
    assert engine.search(Query()).total >= len(PRESS)


def test_a_rebuild_takes_the_old_ones_place_at_its_end(engine: Engine) -> None:
    engine.write(PRESS)
    with engine.rebuild() as writer:
        assert writer.write([revise(1, MEDICS)]) == []
        assert engine.search(Query()).total == len(PRESS)
    assert list(engine.versions()) == [(article_id("meeting"), 1)]
    assert evidence_of(engine) == [("medics-kurgan", 1)]
    engine.write(PRESS)
    assert engine.search(Query()).total == len(PRESS) + 1


def test_a_rebuild_that_fails_leaves_the_old_one(engine: Engine) -> None:
    engine.write(PRESS)
    before = content(engine)
    with pytest.raises(RuntimeError, match="cut short"), engine.rebuild() as writer:
        writer.write([revise(1, MEDICS)])
        raise RuntimeError("cut short")
    assert content(engine) == before
    with engine.rebuild() as writer:
        writer.write([revise(1, MEDICS)])
    assert engine.search(Query()).total == 1


def test_rebuilding_from_the_same_documents_gives_the_same_answers(engine: Engine) -> None:
    engine.write(PRESS)
    before = content(engine)
    for batch in (PRESS[:2], PRESS[2:]):
        engine.write(batch)
    with engine.rebuild() as writer:
        for batch in (PRESS[3:], PRESS[:3]):
            writer.write(batch)
    assert content(engine) == before


def test_ensure_again_changes_nothing(engine: Engine) -> None:
    engine.write(PRESS)
    before = content(engine)
    engine.ensure()
    assert content(engine) == before


def test_an_index_of_other_fields_is_refused_until_it_is_rebuilt(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.write(PRESS)
    monkeypatch.setattr("search.mapping._SCHEME", 1_000_000)
    for ask in (engine.ensure, engine.check):
        with pytest.raises(StorageError, match="otklik index rebuild"):
            ask()
    with engine.rebuild() as writer:
        writer.write(PRESS)
    engine.ensure()
    assert engine.search(Query()).total == len(PRESS)


def test_many_articles_in_one_call_are_all_written(engine: Engine) -> None:
    many: Sequence[ArticleDocuments] = [
        make_documents(f"many-{number}", text=TEXT, named=[MEDICS, FEDERATION]) for number in range(1201)
    ]
    assert engine.write(many) == []
    assert len(dict(engine.versions())) == 1201
    page = engine.search(Query(limit=300, offset=900))
    assert (page.total, len(page.hits)) == (1201, 300)
    assert all(len(hit.evidence) == 2 for hit in page.hits)
