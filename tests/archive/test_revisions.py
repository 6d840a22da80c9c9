"""An edited article is a new revision of the same one: read again, indexed again, its older text kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from archive import outbox
from archive.annotations import find_annotations
from archive.articles import articles_in_state, count_in_state, find_articles, find_placements, keep_article
from archive.revisions import older_texts
from records.article import Article
from tests.archive.conftest import NOW, Desk

LATER = NOW + timedelta(hours=5)


def fetch(desk: Desk, article: Article) -> bool:
    with desk.archive.writing() as connection:
        return keep_article(connection, desk.run_id, article, LATER)


def an_indexed(desk: Desk) -> Article:
    article = desk.keep(1)
    desk.annotate(article)
    desk.place(article, article.id)
    with desk.archive.writing() as connection:
        outbox.settle_indexed(connection, [(article.id, 1)])
    return article


def test_an_edited_article_is_kept_again_as_a_higher_revision_of_the_same_one(desk: Desk) -> None:
    article = an_indexed(desk)
    edited = replace(article, title="Новость 1 (обновлено)", text="Профком отказался.", fetched=LATER)
    assert fetch(desk, edited)
    with desk.archive.reading() as connection:
        assert articles_in_state(connection, "kept", 10) == [edited]
        [older] = older_texts(connection, article.id)
        assert find_annotations(connection, [article.id]) == {}, "its spans mean nothing in the new text"
        assert outbox.waiting(connection, 10) == []
        assert list(outbox.placed_revisions(connection)) == []
    assert (older.revision, older.fetched, older.title, older.text) == (
        1,
        article.fetched,
        article.title,
        article.text,
    )
    desk.annotate(edited)
    with desk.archive.reading() as connection:
        assert find_placements(connection, [article.id]) == {}, "another text may belong to another story"
        assert outbox.waiting(connection, 10) == []
    desk.place(edited, article.id)
    with desk.archive.reading() as connection:
        assert outbox.waiting(connection, 10) == [(article.id, 3)]


def test_every_older_text_is_kept(desk: Desk) -> None:
    article = desk.keep(1)
    for number in range(3):
        assert fetch(desk, replace(article, text=f"Редакция {number}."))
    with desk.archive.reading() as connection:
        texts = [older.text for older in older_texts(connection, article.id)]
    assert texts == [article.text, "Редакция 0.", "Редакция 1."]


def test_the_same_words_in_other_paragraphs_are_no_edit(desk: Desk) -> None:
    article = an_indexed(desk)
    assert not fetch(desk, replace(article, text=article.text.replace(" ", "\n"), fetched=LATER))
    with desk.archive.reading() as connection:
        assert count_in_state(connection, "indexed") == 1
        assert older_texts(connection, article.id) == []


def test_a_variant_under_another_address_is_a_duplicate_and_no_edit(desk: Desk) -> None:
    article = an_indexed(desk)
    desk.list_links(2)
    amp = replace(article, url="https://vestnik.example/2", text="То же, но короче.")
    assert not fetch(desk, amp)
    with desk.archive.reading() as connection:
        assert find_articles(connection, [article.id])[article.id].text == article.text
        assert count_in_state(connection, "indexed") == 1


def test_an_edit_moves_no_article_into_another_week(desk: Desk) -> None:
    article = desk.keep(1)
    edited = replace(article, text="Иначе.", published=NOW + timedelta(days=8), first_seen=LATER)
    fetch(desk, edited)
    with desk.archive.reading() as connection:
        found = find_articles(connection, [article.id])[article.id]
    assert (found.published, found.first_seen, found.text) == (
        article.published,
        article.first_seen,
        "Иначе.",
    )
