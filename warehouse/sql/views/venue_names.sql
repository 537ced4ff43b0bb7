-- One row is one name, as names of venues are compared, of a venue that has several: those that people have added, and those
-- that everybody in the field knows.
create view venue_names as
with
added as (
    select venue_series(alias) as series, min(venue) as venue
    from venue_aliases
    group by venue_series(alias)
),
known (venue, aliases) as (
    values
    ('AAAI Conference on Artificial Intelligence', ['AAAI', 'National Conference on Artificial Intelligence']),
    (
        'Computer Vision and Pattern Recognition',
        ['CVPR', 'Conference on Computer Vision and Pattern Recognition', 'Computer Society Conference on Computer Vision'
        || ' and Pattern Recognition']
    ),
    (
        'Conference on Information and Knowledge Management',
        ['CIKM', 'International Conference on Information and Knowledge Management']
    ),
    ('Conference on Robot Learning', ['CoRL']),
    (
        'Conference of the European Chapter of the Association for Computational Linguistics',
        ['EACL', 'European Chapter of the Association for Computational Linguistics']
    ),
    (
        'Empirical Methods in Natural Language Processing',
        [
            'EMNLP',
            'EMNLP-IJCNLP',
            'Conference on Empirical Methods in Natural Language Processing',
            'Conference on Empirical Methods in Natural Language Processing and the International Joint Conference on Natural'
            || ' Language Processing'
        ]
    ),
    ('European Conference on Computer Vision', ['ECCV']),
    ('International Conference on Acoustics, Speech and Signal Processing', ['ICASSP']),
    ('International Conference on Computer Vision', ['ICCV']),
    ('International Conference on Data Engineering', ['ICDE']),
    ('International Conference on Learning Representations', ['ICLR']),
    ('International Conference on Machine Learning', ['ICML']),
    (
        'International Conference on Management of Data',
        ['SIGMOD', 'SIGMOD Conference', 'SIGMOD International Conference on Management of Data']
    ),
    ('International Conference on Robotics and Automation', ['ICRA']),
    ('International Joint Conference on Artificial Intelligence', ['IJCAI', 'IJCAI-ECAI']),
    (
        'International ACM SIGIR Conference on Research and Development in Information Retrieval',
        ['SIGIR', 'SIGIR Conference on Research and Development in Information Retrieval']
    ),
    (
        'Knowledge Discovery and Data Mining',
        [
            'KDD',
            'SIGKDD',
            'SIGKDD Conference on Knowledge Discovery and Data Mining',
            'SIGKDD International Conference on Knowledge Discovery and Data Mining'
        ]
    ),
    ('Meeting of the Association for Computational Linguistics', ['ACL']),
    (
        'Neural Information Processing Systems',
        [
            'NeurIPS',
            'NIPS',
            'Advances in Neural Information Processing Systems',
            'Conference on Neural Information Processing Systems',
            'Advances in Neural Information Processing Systems: Annual Conference on Neural Information Processing Systems'
        ]
    ),
    (
        'North American Chapter of the Association for Computational Linguistics',
        [
            'NAACL',
            'NAACL-HLT',
            'Conference of the North American Chapter of the Association for Computational Linguistics',
            'Conference of the North American Chapter of the Association for Computational Linguistics: Human Language'
            || ' Technologies',
            'Conference of the North'
        ]
    ),
    (
        'The Web Conference',
        ['WWW', 'International Conference on World Wide Web', 'World Wide Web Conference', 'ACM Web Conference']
    ),
    ('Very Large Data Bases', ['VLDB', 'International Conference on Very Large Data Bases'])
),
known_series as (
    select venue_series(unnest(list_append(aliases, venue))) as series, venue
    from known
),
-- what people add of one of its names holds for all names of a venue
renamed as (
    select known_series.venue, min(added.venue) as new_venue
    from known_series
    join added using (series)
    group by known_series.venue
)
select series, venue
from added
union all
select known_series.series, coalesce(renamed.new_venue, known_series.venue)
from known_series
left join renamed using (venue)
where known_series.series not in (select series from added);

comment on view venue_names is 'One row is one name of a venue that has several, as names are compared.';
comment on column venue_names.series is 'The name without year, number, volume and sponsors (venue_series).';
comment on column venue_names.venue is 'The one name of the venue.';
