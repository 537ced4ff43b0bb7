-- One row is one name, as names of venues are compared, of a venue that has several: those that people have added, and those
-- that everybody in the field knows.
create view venue_names as
with
added as (
    select series, min(venue) as venue
    from (select venue_series(alias) as series, venue from venue_aliases) as aliases
    group by series
),
-- names as they are compared, so that nothing is worked out at each reading; a test compares them with venue_series
known (venue, names) as (
    values
    (
        'AAAI Conference on Artificial Intelligence',
        [
            'aaai',
            'aaai conference on artificial intelligence',
            'national conference on artificial intelligence'
        ]
    ),
    (
        'Computer Vision and Pattern Recognition',
        [
            'computer society conference on computer vision and pattern recognition',
            'computer vision and pattern recognition',
            'conference on computer vision and pattern recognition',
            'cvpr'
        ]
    ),
    (
        'Conference on Information and Knowledge Management',
        [
            'cikm',
            'conference on information and knowledge management',
            'international conference on information and knowledge management'
        ]
    ),
    ('Conference on Robot Learning', ['conference on robot learning', 'corl']),
    (
        'Conference of the European Chapter of the Association for Computational Linguistics',
        [
            'conference european chapter association for computational linguistics',
            'eacl',
            'european chapter association for computational linguistics'
        ]
    ),
    (
        'Empirical Methods in Natural Language Processing',
        [
            'conference on empirical methods in natural language processing',
            'conference on empirical methods in natural language processing and international joint'
            || ' conference on natural language processing',
            'emnlp',
            'emnlp ijcnlp',
            'empirical methods in natural language processing'
        ]
    ),
    ('European Conference on Computer Vision', ['eccv', 'european conference on computer vision']),
    (
        'International Conference on Acoustics, Speech and Signal Processing',
        [
            'icassp',
            'international conference on acoustics speech and signal processing'
        ]
    ),
    ('International Conference on Computer Vision', ['iccv', 'international conference on computer vision']),
    ('International Conference on Data Engineering', ['icde', 'international conference on data engineering']),
    (
        'International Conference on Learning Representations',
        [
            'iclr',
            'international conference on learning representations'
        ]
    ),
    ('International Conference on Machine Learning', ['icml', 'international conference on machine learning']),
    (
        'International Conference on Management of Data',
        [
            'international conference on management data',
            'sigmod',
            'sigmod conference',
            'sigmod international conference on management data'
        ]
    ),
    (
        'International Conference on Robotics and Automation',
        [
            'icra',
            'international conference on robotics and automation'
        ]
    ),
    (
        'International Joint Conference on Artificial Intelligence',
        [
            'ijcai',
            'ijcai ecai',
            'international joint conference on artificial intelligence'
        ]
    ),
    (
        'International ACM SIGIR Conference on Research and Development in Information Retrieval',
        [
            'international sigir conference on research and development in information retrieval',
            'sigir',
            'sigir conference on research and development in information retrieval'
        ]
    ),
    (
        'Knowledge Discovery and Data Mining',
        [
            'kdd',
            'knowledge discovery and data mining',
            'sigkdd',
            'sigkdd conference on knowledge discovery and data mining',
            'sigkdd international conference on knowledge discovery and data mining'
        ]
    ),
    (
        'Meeting of the Association for Computational Linguistics',
        [
            'acl',
            'meeting association for computational linguistics'
        ]
    ),
    (
        'Neural Information Processing Systems',
        [
            'advances in neural information processing systems',
            'advances in neural information processing systems conference on neural information processing systems',
            'conference on neural information processing systems',
            'neural information processing systems',
            'neurips',
            'nips'
        ]
    ),
    (
        'North American Chapter of the Association for Computational Linguistics',
        [
            'conference north',
            'conference north american chapter association for computational linguistics',
            'conference north american chapter association for computational linguistics human language technologies',
            'naacl',
            'naacl hlt',
            'north american chapter association for computational linguistics'
        ]
    ),
    (
        'The Web Conference',
        [
            'international conference on world wide web',
            'web conference',
            'world wide web conference',
            'www'
        ]
    ),
    ('Very Large Data Bases', ['international conference on very large data bases', 'very large data bases', 'vldb'])
),
known_series as (
    select unnest(names) as series, venue
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
