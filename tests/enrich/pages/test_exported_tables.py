"""Tables as bibliographic services export them are read by their headers, whatever names the columns have there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.enrich.pages.makers import read_text

RESIDUAL = "Deep Residual Learning for Image Recognition"
ATTENTION = 'Attention Is "All" You Need'
WEB_OF_SCIENCE = "\t".join(
    ["PT", "AU", "AF", "TI", "SO", "LA", "DT", "C1", "TC", "PY", "VL", "DI", "AB", "UT", "\r\n"]
) + "\t".join(
    [
        "J", "He, KM; Zhang, XY", "He, Kaiming; Zhang, Xiangyu", RESIDUAL, "2016 IEEE CONFERENCE (CVPR)", "English",
        "Proceedings Paper", "", "9", "2016", "", "10.1109/CVPR.2016.90", "Layers learn \"residuals\".", "", "\r\n",
    ]
) + "\t".join(
    ["J", "Garcia Marquez, G", "Garcia Marquez, Gabriel", ATTENTION, "", "", "", "", "", "2017", "", "", "", "", "\r\n"]
)  # fmt: skip
SCOPUS = (
    '"Authors","Author full names","Title","Year","Source title","Cited by","DOI","Link","Abstract","EID"\n'
    '"He K.; Zhang X.","He, Kaiming (1); Zhang, Xiangyu (2)","Deep Residual Learning for Image Recognition",'
    '"2016","CVPR","9","10.1109/CVPR.2016.90","https://www.scopus.com/record/1","Layers learn.","2-s2.0-1"\n'
)
PUBLISH_OR_PERISH = (
    "Cites,Authors,Title,Year,Source,Publisher,ArticleURL,CitesURL,GSRank,QueryDate,Type,DOI\n"
    '9,"K He, X Zhang, ...",Deep Residual Learning for Image Recognition,2016,CVPR,ieee.org,'
    "https://arxiv.org/abs/1512.03385,,1,2026-01-01,,10.1109/CVPR.2016.90\n"
)
PUBMED = (
    "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,DOI\n"
    '1,Deep learning,"LeCun Y, Bengio Y, Hinton G.","Nature.",LeCun Y,Nature,2015,2015/05/29,,10.1038/nature14539\n'
)
DIMENSIONS = (
    '"About the data: exported for a test; see the terms of use"\n'
    "Rank,Publication ID,DOI,Title,Abstract,Source title,PubYear,Authors,Publication Type\n"
    '1,pub.1,10.1038/nature14539,Deep learning,Layers learn.,Nature,2015,"LeCun, Yann; Bengio, Yoshua",Article\n'
)
GOOGLE_SCHOLAR = (
    "Authors,Title,Publication,Volume,Number,Pages,Year,Publisher\n"
    '"LeCun, Yann; Bengio, Yoshua; ",Deep learning,Nature,521,7553,436-444,2015,\n'
)
ZOTERO = (
    "Key,Item Type,Publication Year,Author,Title,Publication Title,DOI,Url,Abstract Note\n"
    'K1,journalArticle,2015,"LeCun, Yann; Bengio, Yoshua",Deep learning,Nature,,'
    "https://doi.org/10.1038/nature14539,Layers learn.\n"
)
IEEE = (
    '"Document Title",Authors,"Publication Title","Publication Year","DOI","PDF Link"\n'
    '"Deep Residual Learning for Image Recognition","K. He; X. Zhang","CVPR","2016","10.1109/CVPR.2016.90",""\n'
)
SPRINGER = (
    "Item Title,Publication Title,Item DOI,Authors,Publication Year,URL,Content Type\n"
    "Deep learning,Nature,10.1038/nature14539,Yann LeCun and Yoshua Bengio,2015,https://example.org,Article\n"
)
OPENALEX = (
    "id,title,doi,publication_year,authorships.author.display_name,primary_location.source.display_name\n"
    "https://openalex.org/W1,Deep learning,https://doi.org/10.1038/nature14539,2015,Yann LeCun|Yoshua Bengio,Nature\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["savedrecs.txt", "savedrecs.tsv"])
def test_web_of_science_is_read_by_its_tags(tmp_path: Path, name: str, encoding: str) -> None:
    read = read_text(tmp_path, name, WEB_OF_SCIENCE, encoding=encoding)
    first, second = read.records
    assert (read.page.layout, read.warnings) == ("tsv", [])
    assert (first.title, first.authors, first.year) == (RESIDUAL, ("He, Kaiming", "Zhang, Xiangyu"), 2016)
    assert (first.doi, first.abstract) == ("10.1109/cvpr.2016.90", 'Layers learn "residuals".')
    assert (second.title, second.authors, second.year) == (ATTENTION, ("Garcia Marquez, Gabriel",), 2017)


@pytest.mark.parametrize(
    ("name", "text", "title", "authors", "author_count", "facts"),
    [
        ("scopus.csv", SCOPUS, RESIDUAL, ("He K.", "Zhang X."), 2, (2016, "10.1109/cvpr.2016.90", "CVPR")),
        ("PoP.csv", PUBLISH_OR_PERISH, RESIDUAL, ("K He", "X Zhang", "et al."), None,
         (2016, "10.1109/cvpr.2016.90", "CVPR")),
        ("pubmed.csv", PUBMED, "Deep learning", ("LeCun Y", "Bengio Y", "Hinton G."), 3,
         (2015, "10.1038/nature14539", "Nature")),
        ("dimensions.csv", DIMENSIONS, "Deep learning", ("LeCun, Yann", "Bengio, Yoshua"), 2,
         (2015, "10.1038/nature14539", "Nature")),
        ("gs.csv", GOOGLE_SCHOLAR, "Deep learning", ("LeCun, Yann", "Bengio, Yoshua"), 2, (2015, None, "Nature")),
        ("zotero.csv", ZOTERO, "Deep learning", ("LeCun, Yann", "Bengio, Yoshua"), 2,
         (2015, "10.1038/nature14539", "Nature")),
        ("ieee.csv", IEEE, RESIDUAL, ("K. He", "X. Zhang"), 2, (2016, "10.1109/cvpr.2016.90", "CVPR")),
        ("springer.csv", SPRINGER, "Deep learning", ("Yann LeCun", "Yoshua Bengio"), 2,
         (2015, "10.1038/nature14539", "Nature")),
        ("openalex.csv", OPENALEX, "Deep learning", ("Yann LeCun", "Yoshua Bengio"), 2,
         (2015, "10.1038/nature14539", "Nature")),
    ],
    ids=["Scopus", "Publish or Perish", "PubMed", "Dimensions", "Google Scholar", "Zotero", "IEEE Xplore", "Springer",
         "OpenAlex"],
)  # fmt: skip
def test_a_table_of_a_service_is_read_by_its_header(
    tmp_path: Path,
    name: str,
    text: str,
    title: str,
    authors: tuple[str, ...],
    author_count: int | None,
    facts: tuple[int, str | None, str],
) -> None:
    read = read_text(tmp_path, name, text, encoding="utf-8-sig")
    first = read.records[0]
    assert (read.page.layout, read.warnings) == ("csv", [])
    assert (first.title, first.authors, first.author_count) == (title, authors, author_count)
    assert (first.year, first.doi, first.venue) == facts


def test_a_note_in_brackets_is_no_author(tmp_path: Path) -> None:
    read = read_text(tmp_path, "scopus.csv", SCOPUS.replace("He K.; Zhang X.", "[No author name available]"))
    assert (read.records[0].authors, read.records[0].author_count, read.warned_lines) == ((), None, [2])


def test_addresses_fill_in_the_identifiers_that_no_column_states(tmp_path: Path) -> None:
    assert read_text(tmp_path, "PoP.csv", PUBLISH_OR_PERISH).records[0].arxiv_id == "1512.03385"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "DOI\n10.5555/abc\n10.5555/def\n"),
        ("a.txt", "doi\n10.5555/abc\n10.5555/def\n"),
        ("a.csv", "key,doi,year\n1,10.5555/abc,2020\n2,https://doi.org/10.5555/DEF,\n"),
        ("a.csv", "Title,DOI\n,10.5555/abc\n,10.5555/def\n"),
        ("a.csv", "sep=;\ntitle;doi\n;10.5555/abc\n;10.5555/def\n"),
    ],
)
def test_rows_with_an_identifier_need_no_title(tmp_path: Path, name: str, text: str) -> None:
    read = read_text(tmp_path, name, text)
    assert ([record.name for record in read.records], read.warnings) == (["doi:10.5555/abc", "doi:10.5555/def"], [])
